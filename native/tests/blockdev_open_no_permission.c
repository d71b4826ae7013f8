/* A disk that one may not read is EACCES, whatever was wished for. */
#include <errno.h>

#include "test.h"

static void is_refused(const char *path)
{
	unsigned granted;

	CHECK_EQUAL(-EACCES,
		devio_blockdev_open(path, DEVIO_OPEN_DIRECT | DEVIO_OPEN_NOATIME, &granted));
}

void test(const char *path)
{
	as_nobody(is_refused, path);
}
