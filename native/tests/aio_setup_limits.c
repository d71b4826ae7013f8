/* A depth that makes no sense is EINVAL, one that the machine has not got is EAGAIN. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "aio_test.h"

static int aio_max_nr(void)
{
	FILE *file = fopen("/proc/sys/fs/aio-max-nr", "re");
	int max;

	CHECK(file != NULL);
	CHECK_EQUAL(1, fscanf(file, "%d", &max));
	fclose(file);
	return max;
}

void test(const char *path)
{
	(void) path;
	CHECK_EQUAL(-EINVAL, devio_aio_setup(0));
	CHECK_EQUAL(-EINVAL, devio_aio_setup(-1));
	CHECK_EQUAL(-EINVAL, devio_aio_setup(INT_MIN));
	CHECK_EQUAL(-EINVAL, devio_aio_setup(INT_MAX));
	/* One more than all there is: the wake-up's. */
	CHECK_EQUAL(-EAGAIN, devio_aio_setup(aio_max_nr()));
}
