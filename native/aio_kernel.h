/*
 * The four calls to the kernel, returning >= 0 or -errno: through the system's
 * libaio, or without it by the system calls that it would make. This is the
 * only place that knows which.
 */
#ifndef DEVIO_AIO_KERNEL_H
#define DEVIO_AIO_KERNEL_H

#include <libaio.h>

#ifdef DEVIO_AIO_LINK_LIBAIO

#define kernel_setup io_setup
#define kernel_submit io_submit
#define kernel_getevents io_getevents
#define kernel_destroy io_destroy

#else

#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Turns what syscall() answers into what libaio would have answered. */
static inline int kernel_answer(long rc)
{
	return rc < 0 ? -errno : (int) rc;
}

static inline int kernel_setup(int depth, io_context_t *context)
{
	return kernel_answer(syscall(SYS_io_setup, depth, context));
}

static inline int kernel_submit(io_context_t context, long count, struct iocb **iocbs)
{
	return kernel_answer(syscall(SYS_io_submit, context, count, iocbs));
}

static inline int kernel_getevents(io_context_t context, long at_least, long at_most,
	struct io_event *events, struct timespec *timeout)
{
	return kernel_answer(
		syscall(SYS_io_getevents, context, at_least, at_most, events, timeout));
}

static inline int kernel_destroy(io_context_t context)
{
	return kernel_answer(syscall(SYS_io_destroy, context));
}

#endif
#endif
