/* O_DIRECT is given up where there is none, and only if it was asked for; O_CLOEXEC always holds.
 */
#include <fcntl.h>

#include "test.h"

/* A regular file of a file system without direct I/O. */
#define NOT_DIRECT "/proc/version"

static int status_flags(const char *path, unsigned flags, unsigned expected)
{
	unsigned granted;
	int fd = devio_blockdev_open(path, flags, &granted);
	int oflags;

	CHECK(fd >= 0);
	CHECK_EQUAL(expected, granted);
	CHECK_EQUAL(FD_CLOEXEC, fcntl(fd, F_GETFD));
	oflags = fcntl(fd, F_GETFL);
	devio_blockdev_close(fd);
	return oflags;
}

void test(const char *path)
{
	CHECK_EQUAL(0, status_flags(path, 0, 0) & (O_DIRECT | O_ACCMODE));
	CHECK_EQUAL(O_RDWR, status_flags(path, DEVIO_OPEN_WRITE | DEVIO_OPEN_EXCLUSIVE,
				    DEVIO_OPEN_WRITE | DEVIO_OPEN_EXCLUSIVE) &
				    O_ACCMODE);
	CHECK_EQUAL(0, status_flags(NOT_DIRECT, DEVIO_OPEN_DIRECT, 0) & O_DIRECT);
}
