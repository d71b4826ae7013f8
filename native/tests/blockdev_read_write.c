/* What was written and flushed is read back; the end is short, then empty; errors are -errno. */
#include <errno.h>
#include <stdlib.h>

#include "test.h"

#define LENGTH 65536

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t size = disk.geometry.size;
	unsigned char *memory = new_memory(2 * LENGTH);
	unsigned char *back = new_memory(2 * LENGTH);

	fill(memory, LENGTH, 7);
	CHECK_EQUAL(LENGTH, devio_blockdev_write(disk.fd, size - LENGTH, memory, LENGTH));
	CHECK_EQUAL(0, devio_blockdev_flush(disk.fd));
	CHECK_EQUAL(LENGTH, devio_blockdev_read(disk.fd, size - LENGTH, back, 2 * LENGTH));
	CHECK(is_filled(back, LENGTH, 7));
	CHECK_EQUAL(0, devio_blockdev_read(disk.fd, size, back, LENGTH));

	CHECK_EQUAL(-EINVAL, devio_blockdev_read(disk.fd, -1, back, LENGTH));
	CHECK_EQUAL(0, devio_blockdev_close(disk.fd));
	CHECK_EQUAL(-EBADF, devio_blockdev_read(disk.fd, 0, back, LENGTH));
	CHECK_EQUAL(-EBADF, devio_blockdev_write(disk.fd, 0, back, LENGTH));
	CHECK_EQUAL(-EBADF, devio_blockdev_flush(disk.fd));
	CHECK_EQUAL(-EBADF, devio_blockdev_close(disk.fd));
	free(memory);
	free(back);
}
