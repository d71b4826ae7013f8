/* What aio.h declares, for builds without AIO: there is no context, and so no good handle. */
#include "aio.h"

#include <errno.h>

int devio_aio_is_built_in(void)
{
	return 0;
}

int64_t devio_aio_setup(int depth)
{
	(void) depth;
	return -ENOSYS;
}

int devio_aio_submit(int64_t aio, struct iocb **iocbs, int count)
{
	(void) aio;
	(void) iocbs;
	(void) count;
	return -EBADF;
}

int devio_aio_reap(int64_t aio, int at_least, int at_most, struct io_event *events,
	int64_t timeout_ns)
{
	(void) aio;
	(void) at_least;
	(void) at_most;
	(void) events;
	(void) timeout_ns;
	return -EBADF;
}

int devio_aio_wakeup(int64_t aio)
{
	(void) aio;
	return -EBADF;
}

int devio_aio_destroy(int64_t aio)
{
	(void) aio;
	return -EBADF;
}

int devio_aio_forget(int64_t aio)
{
	(void) aio;
	return -EBADF;
}
