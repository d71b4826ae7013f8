/* Destroy returns when the requests in flight have ended, so that their memory may go. */
#include <stdlib.h>

#include "aio_test.h"

#define COUNT 16
#define LENGTH 65536u

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(COUNT);
	unsigned char *memory = new_memory(COUNT * LENGTH);
	struct iocb iocbs[COUNT];

	for (unsigned i = 0; i < COUNT; i++) {
		fill(memory, LENGTH, i);
		CHECK_EQUAL(LENGTH, devio_blockdev_write(disk.fd, i * LENGTH, memory, LENGTH));
	}
	for (unsigned i = 0; i < COUNT; i++)
		io_prep_pread(&iocbs[i], disk.fd, memory + i * LENGTH, LENGTH, i * LENGTH);
	submit_all(aio, iocbs, COUNT);

	CHECK_EQUAL(0, devio_aio_destroy(aio));

	for (unsigned i = 0; i < COUNT; i++)
		CHECK(is_filled(memory + i * LENGTH, LENGTH, i));
	free(memory);
	devio_blockdev_close(disk.fd);
}
