/*
 * Reads as fast as it can, so that instructions.sh may count what a read
 * costs: READS in the environment says how many, in batches of BATCH.
 */
#include <stdlib.h>

#include "aio_test.h"

#define BATCH 16

void test(const char *path)
{
	const char *reads = getenv("READS");
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(BATCH);
	unsigned char *memory = new_memory(BATCH * 4096);
	struct iocb iocbs[BATCH], *batch[BATCH];
	struct io_event events[BATCH];

	for (int i = 0; i < BATCH; i++) {
		io_prep_pread(&iocbs[i], disk.fd, memory + i * 4096, 4096, i * 4096);
		batch[i] = &iocbs[i];
	}
	for (int left = reads ? atoi(reads) : BATCH; left > 0; left -= BATCH) {
		CHECK_EQUAL(BATCH, devio_aio_submit(aio, batch, BATCH));
		reap_exactly(aio, BATCH, events);
	}
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
