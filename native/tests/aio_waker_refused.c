/*
 * Two wake up at once and the kernel refuses the first: the second one's wake-up
 * is submitted all the same, or he is told. The kernel is this file.
 */
#include <errno.h>
#include <libaio.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "aio_test.h"

static char no_ring[64];
static atomic_int submits;
static atomic_int second_thread;
static atomic_bool second_is_over;

int io_setup(int depth, io_context_t *context)
{
	(void) depth;
	*context = (io_context_t) no_ring;
	return 0;
}

int io_destroy(io_context_t context)
{
	(void) context;
	return 0;
}

int io_getevents(io_context_t context, long at_least, long at_most, struct io_event *events,
	struct timespec *timeout)
{
	(void) context;
	(void) at_least;
	(void) at_most;
	(void) events;
	(void) timeout;
	return 0;
}

/* Whether the second waker sleeps, in his own words to the kernel. */
static bool second_waits(void)
{
	char name[64], state = 0;
	int thread = atomic_load(&second_thread);
	FILE *file;

	if (thread == 0)
		return false;
	snprintf(name, sizeof(name), "/proc/self/task/%d/stat", thread);
	file = fopen(name, "re");
	if (!file)
		return false;
	if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 0;
	fclose(file);
	return state == 'S';
}

/* Refuses the first, once the second waker has come and either gone or had to wait. */
int io_submit(io_context_t context, long count, struct iocb **iocbs)
{
	(void) context;
	(void) iocbs;
	if (atomic_fetch_add(&submits, 1) > 0)
		return (int) count;
	while (!atomic_load(&second_is_over) && !second_waits())
		sched_yield();
	return -EAGAIN;
}

static void *wake_second(void *aio)
{
	while (atomic_load(&submits) == 0)
		sched_yield();
	atomic_store(&second_thread, (int) syscall(SYS_gettid));
	CHECK_EQUAL(0, devio_aio_wakeup(*(int64_t *) aio));
	atomic_store(&second_is_over, true);
	return NULL;
}

void test(const char *path)
{
	int64_t aio = new_aio(1);
	pthread_t second;

	(void) path;
	CHECK_EQUAL(0, pthread_create(&second, NULL, wake_second, &aio));
	CHECK_EQUAL(-EAGAIN, devio_aio_wakeup(aio));
	pthread_join(second, NULL);
	CHECK_EQUAL(2, atomic_load(&submits));
	CHECK_EQUAL(0, devio_aio_destroy(aio));
}
