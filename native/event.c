#include "event.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

int devio_event_open(void)
{
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	return fd < 0 ? -errno : fd;
}

int devio_event_raise(int fd)
{
	/* A counter that is full refuses, and is readable. */
	return eventfd_write(fd, 1) < 0 && errno != EAGAIN ? -errno : 0;
}

int devio_event_drain(int fd)
{
	eventfd_t count;

	if (eventfd_read(fd, &count) == 0)
		return 1;
	return errno == EAGAIN ? 0 : -errno;
}

int devio_event_close(int fd)
{
	return close(fd) < 0 ? -errno : 0;
}
