/*
 * The floor of asynchronous I/O: depth iocbs, always in flight, by the bare
 * system calls. Whatever has completed goes back in one batch. With TAKE_FROM_RING
 * what is there is taken from the kernel's ring, and only to wait is a call.
 */
#include <errno.h>
#include <libaio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "aio_ring.h"
#include "bench.h"

/* Of this thread, if it has run before. */
static _Thread_local struct {
	io_context_t context;
	struct iocb *iocbs;
	struct iocb **batch;
	struct io_event *events;
} loop;

static void set_up(struct job *job)
{
	size_t depth = (size_t) job->depth;

	loop.iocbs = calloc(depth, sizeof(*loop.iocbs));
	loop.batch = calloc(depth, sizeof(*loop.batch));
	loop.events = calloc(depth, sizeof(*loop.events));
	if (!loop.iocbs || !loop.batch || !loop.events ||
		syscall(SYS_io_setup, depth, &loop.context) < 0)
		die("io_setup");
	for (size_t i = 0; i < depth; i++) {
		loop.iocbs[i].data = &loop.iocbs[i];
		loop.iocbs[i].aio_lio_opcode = job->write ? IO_CMD_PWRITE : IO_CMD_PREAD;
		loop.iocbs[i].aio_fildes = job->fd;
		loop.iocbs[i].u.c.buf = job->memory + i * BLOCK;
		loop.iocbs[i].u.c.nbytes = BLOCK;
		loop.batch[i] = &loop.iocbs[i];
	}
}

/* Hands count iocbs of the batch to the kernel. */
static void submit(struct job *job, long count)
{
	for (long i = 0; i < count; i++)
		loop.batch[i]->u.c.offset = next_offset(job);
	for (long i = 0; i < count;) {
		long taken = syscall(SYS_io_submit, loop.context, count - i, loop.batch + i);

		if (taken <= 0)
			die("io_submit");
		i += taken;
	}
}

/* Waits for one completion at least, and makes a batch of all there are. */
static long reap(struct job *job)
{
	long count = 0;

#ifdef TAKE_FROM_RING
	count = aio_ring_take((struct aio_ring *) loop.context, job->depth, loop.events);
#endif
	while (count == 0 || (count < 0 && errno == EINTR))
		count = syscall(SYS_io_getevents, loop.context, 1, job->depth, loop.events, NULL);
	if (count < 0)
		die("io_getevents");
	for (long i = 0; i < count; i++) {
		if (loop.events[i].res != BLOCK)
			die("a read or write");
		loop.batch[i] = loop.events[i].data;
	}
	return count;
}

static long run(struct job *job)
{
	long done = 0, flying = 0, idle = job->depth;

	if (!loop.context)
		set_up(job);
	for (;;) {
		if (!is_over(done + flying)) {
			submit(job, idle);
			flying += idle;
		}
		if (flying == 0)
			return done;
		idle = reap(job);
		flying -= idle;
		done += idle;
	}
}

int main(int argc, char **argv)
{
	return bench_main(argc, argv, run);
}
