/* A flush completes like a read, with 0. */
#include "aio_test.h"

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(1);
	struct iocb iocb;
	struct io_event event;

	io_prep_fdsync(&iocb, disk.fd);
	submit_all(aio, &iocb, 1);

	reap_exactly(aio, 1, &event);
	CHECK_EQUAL(0, (long) event.res);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	devio_blockdev_close(disk.fd);
}
