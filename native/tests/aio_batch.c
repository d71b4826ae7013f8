/* A batch of reads brings back what a batch of writes took away. */
#include <stdlib.h>

#include "aio_test.h"

#define COUNT 16

static void run(int64_t aio, struct iocb *iocbs, size_t expected)
{
	struct iocb *batch[COUNT];
	struct io_event events[COUNT];
	unsigned seen = 0;

	for (int i = 0; i < COUNT; i++) {
		iocbs[i].data = (void *) (intptr_t) i;
		batch[i] = &iocbs[i];
	}
	CHECK_EQUAL(COUNT, devio_aio_submit(aio, batch, COUNT));
	reap_exactly(aio, COUNT, events);
	for (int i = 0; i < COUNT; i++) {
		CHECK_EQUAL((long) expected, (long) events[i].res);
		seen |= 1u << (uintptr_t) events[i].data;
	}
	CHECK_EQUAL((1u << COUNT) - 1, seen);
}

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(COUNT);
	size_t block = (size_t) disk.geometry.logical;
	unsigned char *memory = new_memory(COUNT * block);
	unsigned char *back = new_memory(COUNT * block);
	struct iocb writes[COUNT], reads[COUNT];

	for (int i = 0; i < COUNT; i++) {
		size_t at = (size_t) i * block;
		long long offset = (COUNT - i) * 3 * (long long) block;

		fill(memory + at, block, (unsigned) i);
		io_prep_pwrite(&writes[i], disk.fd, memory + at, block, offset);
		io_prep_pread(&reads[i], disk.fd, back + at, block, offset);
	}
	run(aio, writes, block);
	run(aio, reads, block);

	for (int i = 0; i < COUNT; i++)
		CHECK(is_filled(back + (size_t) i * block, block, (unsigned) i));
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	free(back);
	devio_blockdev_close(disk.fd);
}
