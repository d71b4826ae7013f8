/* What aio.h declares, for builds without AIO: there is no context, so nothing can be asked of it.
 */
#include "aio.h"

#include <errno.h>

int devio_aio_is_built_in(void)
{
	return 0;
}

int devio_aio_setup(int depth, struct devio_aio **aio)
{
	(void) depth;
	(void) aio;
	return -ENOSYS;
}

int devio_aio_submit(struct devio_aio *aio, struct iocb **iocbs, int count)
{
	(void) aio;
	(void) iocbs;
	(void) count;
	return -ENOSYS;
}

int devio_aio_reap(struct devio_aio *aio, int at_least, int at_most, struct io_event *events,
	int64_t timeout_ns)
{
	(void) aio;
	(void) at_least;
	(void) at_most;
	(void) events;
	(void) timeout_ns;
	return -ENOSYS;
}

int devio_aio_wakeup(struct devio_aio *aio)
{
	(void) aio;
	return -ENOSYS;
}

int devio_aio_destroy(struct devio_aio *aio)
{
	(void) aio;
	return -ENOSYS;
}

int devio_aio_forget(struct devio_aio *aio)
{
	(void) aio;
	return -ENOSYS;
}
