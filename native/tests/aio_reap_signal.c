/* A signal ends a wait without completions and without an error. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#include "aio_test.h"

#define NOT_YET (-1)

static atomic_int answer = NOT_YET;

static void ignore(int signal)
{
	(void) signal;
}

static void *wait_for_ever(void *aio)
{
	struct io_event event;

	atomic_store(&answer, devio_aio_reap(*(int64_t *) aio, 1, 1, &event, NO_LIMIT));
	return NULL;
}

void test(const char *path)
{
	int64_t aio = new_aio(1);
	struct sigaction action = {.sa_handler = ignore};
	pthread_t waiter;

	(void) path;
	sigaction(SIGUSR1, &action, NULL);
	CHECK_EQUAL(0, pthread_create(&waiter, NULL, wait_for_ever, &aio));
	/* A signal that comes before the wait is lost, so one is not enough. */
	while (atomic_load(&answer) == NOT_YET) {
		pthread_kill(waiter, SIGUSR1);
		sched_yield();
	}
	pthread_join(waiter, NULL);

	CHECK_EQUAL(0, atomic_load(&answer));
	CHECK_EQUAL(0, devio_aio_destroy(aio));
}
