/* A read that is not aligned fails by itself, in its completion. */
#include <errno.h>
#include <stdlib.h>

#include "aio_test.h"

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(1);
	size_t block = (size_t) disk.geometry.logical;
	unsigned char *memory = new_memory(block);
	struct iocb iocb;
	struct io_event event;

	io_prep_pread(&iocb, disk.fd, memory, block, 1);
	submit_all(aio, &iocb, 1);

	reap_exactly(aio, 1, &event);
	CHECK_EQUAL(-EINVAL, (long) event.res);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
