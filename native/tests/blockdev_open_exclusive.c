/* Who opens a device exclusively keeps it from the next who does. */
#include <errno.h>

#include "test.h"

void test(const char *path)
{
	unsigned granted;
	int fd = devio_blockdev_open(path, DEVIO_OPEN_EXCLUSIVE, &granted);

	CHECK(fd >= 0);
	CHECK_EQUAL(-EBUSY, devio_blockdev_open(path, DEVIO_OPEN_EXCLUSIVE, &granted));
	devio_blockdev_close(fd);

	fd = devio_blockdev_open(path, DEVIO_OPEN_EXCLUSIVE, &granted);
	CHECK(fd >= 0);
	devio_blockdev_close(fd);
}
