/* What cannot be a disk is refused with the reason, and without waiting for it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "test.h"

static int open_answer(const char *path)
{
	unsigned granted;

	return devio_blockdev_open(path, DEVIO_OPEN_DIRECT, &granted);
}

void test(const char *path)
{
	char name[4096];

	snprintf(name, sizeof(name), "%s.fifo", path);
	CHECK_EQUAL(0, mkfifo(name, 0600));
	CHECK_EQUAL(-ENOTBLK, open_answer(name));

	CHECK_EQUAL(-ENOTBLK, open_answer("/dev/null"));
	CHECK_EQUAL(-EISDIR, open_answer("/"));
	CHECK_EQUAL(-ENOENT, open_answer("/nonexistent/disk"));
	CHECK_EQUAL(-ENOENT, open_answer(""));
	snprintf(name, sizeof(name), "%s/below", path);
	CHECK_EQUAL(-ENOTDIR, open_answer(name));
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	CHECK_EQUAL(-ENAMETOOLONG, open_answer(name));
}
