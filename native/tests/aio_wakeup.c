/* A wake-up ends the wait that is under way, or else the next one. */
#include <pthread.h>
#include <stddef.h>

#include "aio_test.h"

static void *wait_for_wakeup(void *aio)
{
	struct io_event event = {.data = NULL};

	reap_exactly(*(int64_t *) aio, 1, &event);
	CHECK((uintptr_t) event.data == DEVIO_AIO_WAKEUP);
	return NULL;
}

void test(const char *path)
{
	int64_t aio = new_aio(1);
	struct io_event event;
	pthread_t waiter;

	(void) path;
	CHECK_EQUAL(0, devio_aio_wakeup(aio));
	wait_for_wakeup(&aio);

	CHECK_EQUAL(0, pthread_create(&waiter, NULL, wait_for_wakeup, &aio));
	CHECK_EQUAL(0, devio_aio_wakeup(aio));
	pthread_join(waiter, NULL);

	CHECK_EQUAL(0, devio_aio_reap(aio, 0, 1, &event, 0));
	CHECK_EQUAL(0, devio_aio_destroy(aio));
}
