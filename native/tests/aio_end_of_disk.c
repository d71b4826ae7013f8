/* A read across the end is short, a read at the end is empty. */
#include <stdlib.h>

#include "aio_test.h"

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(2);
	int block = disk.geometry.logical;
	unsigned char *memory = new_memory(4 * (size_t) block);
	struct iocb iocbs[2];
	struct io_event events[2];

	io_prep_pread(&iocbs[0], disk.fd, memory, 2 * (size_t) block, disk.geometry.size - block);
	io_prep_pread(&iocbs[1], disk.fd, memory + 2 * block, (size_t) block, disk.geometry.size);
	submit_all(aio, iocbs, 2);

	reap_exactly(aio, 2, events);
	for (int i = 0; i < 2; i++)
		CHECK_EQUAL(events[i].data == 0 ? block : 0, (long) events[i].res);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
