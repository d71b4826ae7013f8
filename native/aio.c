#include "aio.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "aio_kernel.h"
#include "aio_ring.h"

/* SYS_io_getevents takes two longs, struct timespec is that on 64-bit machines. */
_Static_assert(sizeof(long) == 8, "devio is made for 64-bit Linux");

#define NANOS_PER_SECOND 1000000000

struct devio_aio {
	io_context_t context;
	struct aio_ring *ring; /* NULL: completions come by system call alone */
	pid_t maker;
	int wake_fd;        /* read end of a pipe: reading nothing from it ends at once */
	atomic_bool waking; /* a wake-up was submitted and has not been reaped */
};

int devio_aio_is_built_in(void)
{
	return 1;
}

/*
 * Opens something that a read completes on without a disk. A pipe, because it
 * needs no path, and old kernels too read it; IO_CMD_POLL came with Linux 4.19.
 */
static int open_wake_fd(void)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	close(ends[1]);
	return ends[0];
}

int devio_aio_setup(int depth, struct devio_aio **out)
{
	struct devio_aio *aio;
	int rc;

	if (depth < 1 || depth == INT_MAX)
		return -EINVAL;
	aio = calloc(1, sizeof(*aio));
	if (!aio)
		return -ENOMEM;
	aio->maker = getpid();
	rc = aio->wake_fd = open_wake_fd();
	if (rc < 0)
		goto no_pipe;
	rc = kernel_setup(depth + 1, &aio->context);
	if (rc < 0)
		goto no_context;
	aio->ring = aio_ring_of(aio->context);
	*out = aio;
	return 0;

no_context:
	close(aio->wake_fd);
no_pipe:
	free(aio);
	return rc;
}

int devio_aio_submit(struct devio_aio *aio, struct iocb **iocbs, int count)
{
	return kernel_submit(aio->context, count, iocbs);
}

/* Collects completions by system call, which is how to wait for them. */
static int wait_for_events(struct devio_aio *aio, int at_least, int at_most,
	struct io_event *events, int64_t timeout_ns)
{
	struct timespec timeout = {
		.tv_sec = timeout_ns / NANOS_PER_SECOND,
		.tv_nsec = timeout_ns % NANOS_PER_SECOND,
	};
	int count = kernel_getevents(
		aio->context, at_least, at_most, events, timeout_ns < 0 ? NULL : &timeout);

	return count == -EINTR ? 0 : count;
}

int devio_aio_reap(struct devio_aio *aio, int at_least, int at_most, struct io_event *events,
	int64_t timeout_ns)
{
	int count = aio->ring ? aio_ring_take(aio->ring, at_most, events) : 0;
	/* Who does not wait has seen in the ring all that there is. */
	bool enough = count >= at_least || timeout_ns == 0;

	if (!aio->ring || !enough) {
		int more = wait_for_events(
			aio, at_least - count, at_most - count, events + count, timeout_ns);

		if (more < 0)
			return count > 0 ? count : more;
		count += more;
	}
	for (int i = 0; i < count; i++) {
		/*
		 * An exchange, not a store: who found the flag up and went away
		 * must find that the reaper sees all he did before.
		 */
		if ((uintptr_t) events[i].data == DEVIO_AIO_WAKEUP)
			atomic_exchange(&aio->waking, false);
	}
	return count;
}

int devio_aio_wakeup(struct devio_aio *aio)
{
	struct iocb wake, *batch = &wake;
	int rc;

	if (atomic_exchange(&aio->waking, true))
		return 0;
	io_prep_pread(&wake, aio->wake_fd, NULL, 0, 0);
	wake.data = (void *) DEVIO_AIO_WAKEUP;
	rc = kernel_submit(aio->context, 1, &batch);
	if (rc < 0) {
		atomic_store(&aio->waking, false);
		return rc;
	}
	return 0;
}

int devio_aio_destroy(struct devio_aio *aio)
{
	int rc = aio->maker == getpid() ? kernel_destroy(aio->context) : 0;

	devio_aio_forget(aio);
	return rc;
}

int devio_aio_forget(struct devio_aio *aio)
{
	close(aio->wake_fd);
	free(aio);
	return 0;
}
