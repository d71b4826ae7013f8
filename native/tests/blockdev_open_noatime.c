/* O_NOATIME is for the owner: granted to root, given up by others, who still get to read. */
#include "test.h"

/* Everyone may read it, and it is root's. */
#define READABLE "/etc/passwd"

static void is_given_up(const char *path)
{
	unsigned granted;
	int fd = devio_blockdev_open(path, DEVIO_OPEN_NOATIME, &granted);

	CHECK(fd >= 0);
	CHECK_EQUAL(0, granted);
	devio_blockdev_close(fd);
}

void test(const char *path)
{
	unsigned granted;
	int fd = devio_blockdev_open(path, DEVIO_OPEN_NOATIME, &granted);

	CHECK(fd >= 0);
	CHECK_EQUAL(DEVIO_OPEN_NOATIME, granted);
	devio_blockdev_close(fd);
	as_nobody(is_given_up, READABLE);
}
