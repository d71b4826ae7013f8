#include "aio.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "aio_kernel.h"
#include "aio_ring.h"

/* SYS_io_getevents takes two longs, struct timespec is that on 64-bit machines. */
_Static_assert(sizeof(long) == 8, "devio is made for 64-bit Linux");

#define NANOS_PER_SECOND 1000000000

/* How often who closes a context looks whether those inside have left. */
#define USERS_MICROS 100

/* A handle is the index of its context, and above that a generation: 1 for the first there. */
#define MOST_CONTEXTS 4096

static struct context {
	atomic_bool taken;
	atomic_bool waking;   /* a wake-up was submitted and has not been reaped */
	atomic_int users;     /* calls that are inside */
	atomic_llong handle;  /* 0: closed */
	int64_t generation;
	io_context_t kernel;
	struct aio_ring *ring; /* NULL: completions come by system call alone */
	pid_t maker;
	int wake_fd; /* read end of a pipe: reading nothing from it ends at once */
	pthread_mutex_t waker;
} contexts[MOST_CONTEXTS];

int devio_aio_is_built_in(void)
{
	return 1;
}

/*
 * The context of a handle, which stays until leave(); NULL if there is none. Who
 * closes it takes the handle away and then looks for users; who uses it does the
 * opposite: so one of the two sees the other.
 */
static struct context *enter(int64_t handle)
{
	struct context *context = &contexts[handle & (MOST_CONTEXTS - 1)];

	atomic_fetch_add(&context->users, 1);
	if (atomic_load(&context->handle) == handle && handle > 0)
		return context;
	atomic_fetch_sub(&context->users, 1);
	return NULL;
}

static int leave(struct context *context, int answer)
{
	atomic_fetch_sub(&context->users, 1);
	return answer;
}

static struct context *take_context(void)
{
	for (int i = 0; i < MOST_CONTEXTS; i++) {
		if (!atomic_exchange(&contexts[i].taken, true))
			return &contexts[i];
	}
	return NULL;
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

int64_t devio_aio_setup(int depth)
{
	struct context *context;
	int64_t handle;
	int rc;

	if (depth < 1 || depth == INT_MAX)
		return -EINVAL;
	context = take_context();
	if (!context)
		return -EMFILE;
	context->maker = getpid();
	context->kernel = NULL;
	rc = context->wake_fd = open_wake_fd();
	if (rc < 0)
		goto no_pipe;
	rc = kernel_setup(depth + 1, &context->kernel);
	if (rc < 0)
		goto no_context;
	context->ring = aio_ring_of(context->kernel);
	atomic_store(&context->waking, false);
	pthread_mutex_init(&context->waker, NULL);
	handle = ++context->generation * MOST_CONTEXTS + (context - contexts);
	atomic_store(&context->handle, handle);
	return handle;

no_context:
	close(context->wake_fd);
no_pipe:
	atomic_store(&context->taken, false);
	return rc;
}

int devio_aio_submit(int64_t aio, struct iocb **iocbs, int count)
{
	struct context *context = enter(aio);

	if (!context)
		return -EBADF;
	return leave(context, kernel_submit(context->kernel, count, iocbs));
}

/* Collects completions by system call, which is how to wait for them. */
static int wait_for_events(struct context *context, int at_least, int at_most,
	struct io_event *events, int64_t timeout_ns)
{
	struct timespec timeout = {
		.tv_sec = timeout_ns / NANOS_PER_SECOND,
		.tv_nsec = timeout_ns % NANOS_PER_SECOND,
	};
	int count = kernel_getevents(
		context->kernel, at_least, at_most, events, timeout_ns < 0 ? NULL : &timeout);

	return count == -EINTR ? 0 : count;
}

static int reap(struct context *context, int at_least, int at_most, struct io_event *events,
	int64_t timeout_ns)
{
	int count = context->ring ? aio_ring_take(context->ring, at_most, events) : 0;
	/* Who does not wait has seen in the ring all that there is. */
	bool enough = count >= at_least || timeout_ns == 0;

	if (!context->ring || !enough) {
		int more = wait_for_events(
			context, at_least - count, at_most - count, events + count, timeout_ns);

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
			atomic_exchange(&context->waking, false);
	}
	return count;
}

int devio_aio_reap(
	int64_t aio, int at_least, int at_most, struct io_event *events, int64_t timeout_ns)
{
	struct context *context = enter(aio);

	if (!context)
		return -EBADF;
	return leave(context, reap(context, at_least, at_most, events, timeout_ns));
}

/* One waker at a time: the next must know whether this one's was taken. */
static int wake(struct context *context)
{
	struct iocb wake, *batch = &wake;
	int rc = 0;

	pthread_mutex_lock(&context->waker);
	if (!atomic_exchange(&context->waking, true)) {
		io_prep_pread(&wake, context->wake_fd, NULL, 0, 0);
		wake.data = (void *) DEVIO_AIO_WAKEUP;
		rc = kernel_submit(context->kernel, 1, &batch);
		if (rc < 0)
			atomic_store(&context->waking, false);
	}
	pthread_mutex_unlock(&context->waker);
	return rc < 0 ? rc : 0;
}

int devio_aio_wakeup(int64_t aio)
{
	struct context *context = enter(aio);

	if (!context)
		return -EBADF;
	return leave(context, wake(context));
}

/* Gives up a handle; the context is the caller's then. NULL if it was none. */
static struct context *close_handle(int64_t handle)
{
	struct context *context = &contexts[handle & (MOST_CONTEXTS - 1)];
	long long open = handle;

	if (handle <= 0 || !atomic_compare_exchange_strong(&context->handle, &open, 0))
		return NULL;
	/* After fork those who were inside are in the other process. */
	while (context->maker == getpid() && atomic_load(&context->users) > 0) {
		wake(context);
		usleep(USERS_MICROS);
	}
	return context;
}

static int free_context(struct context *context, int answer)
{
	close(context->wake_fd);
	if (context->maker == getpid()) {
		pthread_mutex_destroy(&context->waker);
		atomic_store(&context->taken, false);
	}
	return answer;
}

int devio_aio_destroy(int64_t aio)
{
	struct context *context = close_handle(aio);
	bool ours = context && context->maker == getpid();

	if (!context)
		return -EBADF;
	return free_context(context, ours ? kernel_destroy(context->kernel) : 0);
}

int devio_aio_forget(int64_t aio)
{
	struct context *context = close_handle(aio);

	return context ? free_context(context, 0) : -EBADF;
}
