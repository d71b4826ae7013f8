/* A context of some depth takes that many requests, unreaped, whatever was woken in between. */
#include <stdlib.h>

#include "aio_test.h"

#define DEPTH 64
#define MORE_THAN_THE_KERNEL_ROUNDS_UP 10000

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(DEPTH);
	size_t block = (size_t) disk.geometry.logical;
	unsigned char *memory = new_memory(DEPTH * block);
	struct iocb iocbs[DEPTH];
	struct io_event events[DEPTH + 1];

	for (int i = 0; i < MORE_THAN_THE_KERNEL_ROUNDS_UP; i++)
		CHECK_EQUAL(0, devio_aio_wakeup(aio));
	for (int i = 0; i < DEPTH; i++)
		io_prep_pread(&iocbs[i], disk.fd, memory + (size_t) i * block, block, 0);
	submit_all(aio, iocbs, DEPTH);
	CHECK_EQUAL(0, devio_aio_wakeup(aio));

	reap_exactly(aio, DEPTH + 1, events);
	CHECK_EQUAL(0, devio_aio_reap(aio, 0, 1, events, 0));
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
