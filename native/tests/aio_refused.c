/* A batch ends before the iocb that the kernel refuses; alone at the head, it brings the errno. */
#include <errno.h>
#include <stdlib.h>

#include "aio_test.h"

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(3);
	size_t block = (size_t) disk.geometry.logical;
	unsigned char *memory = new_memory(2 * block);
	struct iocb first, refused, last;
	struct iocb *batch[] = {&first, &refused, &last};
	struct io_event events[2];

	io_prep_pread(&first, disk.fd, memory, block, 0);
	io_prep_pread(&refused, -1, memory, block, 0);
	io_prep_pread(&last, disk.fd, memory + block, block, 0);

	CHECK_EQUAL(1, devio_aio_submit(aio, batch, 3));
	CHECK_EQUAL(-EBADF, devio_aio_submit(aio, batch + 1, 2));
	CHECK_EQUAL(1, devio_aio_submit(aio, batch + 2, 1));

	reap_exactly(aio, 2, events);
	CHECK_EQUAL((long) block, (long) events[0].res);
	CHECK_EQUAL((long) block, (long) events[1].res);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
