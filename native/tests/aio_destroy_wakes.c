/* Destroying a context under one who waits, against the rules, ends his wait. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "aio_test.h"

static atomic_bool begun;

static void *wait_for_ever(void *aio)
{
	struct io_event event;

	atomic_store(&begun, true);
	while (devio_aio_reap(*(int64_t *) aio, 1, 1, &event, NO_LIMIT) >= 0)
		continue;
	return NULL;
}

void test(const char *path)
{
	int64_t aio = new_aio(1);
	pthread_t waiter;

	(void) path;
	CHECK_EQUAL(0, pthread_create(&waiter, NULL, wait_for_ever, &aio));
	while (!atomic_load(&begun))
		continue;
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	pthread_join(waiter, NULL);
}
