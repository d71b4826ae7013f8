/* However wake-ups and waits race, nothing done before a wake-up is slept over. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "aio_test.h"

#define WAKERS 3
#define EACH 3000

static atomic_int done;

static void *work_and_wake(void *aio)
{
	for (int i = 0; i < EACH; i++) {
		atomic_fetch_add_explicit(&done, 1, memory_order_relaxed);
		CHECK_EQUAL(0, devio_aio_wakeup(*(int64_t *) aio));
	}
	return NULL;
}

void test(const char *path)
{
	int64_t aio = new_aio(1);
	struct io_event events[2];
	pthread_t wakers[WAKERS];

	(void) path;
	for (int i = 0; i < WAKERS; i++)
		CHECK_EQUAL(0, pthread_create(&wakers[i], NULL, work_and_wake, &aio));

	/* Waits for ever if the last wake-up is lost: then the test's time runs out. */
	while (atomic_load_explicit(&done, memory_order_relaxed) < WAKERS * EACH)
		CHECK(devio_aio_reap(aio, 1, 2, events, NO_LIMIT) >= 0);

	for (int i = 0; i < WAKERS; i++)
		pthread_join(wakers[i], NULL);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
}
