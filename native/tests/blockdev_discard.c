/* What a device is told to discard goes, its neighbours stay; a file is no device. */
#include <errno.h>
#include <stdlib.h>

#include "test.h"

#define LENGTH 65536

void test(const char *path)
{
	struct disk disk = open_disk(path);
	unsigned char *memory = new_memory(3 * LENGTH);
	int rc;

	for (unsigned i = 0; i < 3; i++)
		fill(memory + i * LENGTH, LENGTH, i);
	CHECK_EQUAL(3 * LENGTH, devio_blockdev_write(disk.fd, 0, memory, 3 * LENGTH));

	rc = devio_blockdev_discard(disk.fd, LENGTH, LENGTH);

	if (disk.geometry.kind == DEVIO_KIND_FILE) {
		CHECK_EQUAL(-EOPNOTSUPP, rc);
	} else {
		if (rc == -EOPNOTSUPP)
			skip("the file system of the image cannot punch holes");
		CHECK_EQUAL(0, rc);
		CHECK_EQUAL(3 * LENGTH, devio_blockdev_read(disk.fd, 0, memory, 3 * LENGTH));
		CHECK(is_filled(memory, LENGTH, 0));
		for (int i = LENGTH; i < 2 * LENGTH; i++)
			CHECK_EQUAL(0, memory[i]);
		CHECK(is_filled(memory + 2 * LENGTH, LENGTH, 2));
		CHECK_EQUAL(-EINVAL, devio_blockdev_discard(disk.fd, 1, LENGTH));
	}
	free(memory);
	devio_blockdev_close(disk.fd);
}
