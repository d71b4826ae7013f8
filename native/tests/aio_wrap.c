/*
 * Many times more completions than the kernel's ring has places, submitted and
 * reaped in odd batches, with and without waiting, wake-ups between them: each
 * comes once.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "aio_test.h"

#define DEPTH 13
#define COMPLETIONS 10000 /* the ring has some hundreds of places */
#define MOST_REAPED 5

static struct iocb iocbs[DEPTH];
static bool in_flight[DEPTH];
static int flying;

/* Submits up to count requests that are not in flight, in one batch. */
static void submit(int64_t aio, int count)
{
	struct iocb *batch[DEPTH];
	int chosen = 0;

	for (int i = 0; i < DEPTH && chosen < count; i++) {
		if (in_flight[i])
			continue;
		in_flight[i] = true;
		batch[chosen++] = &iocbs[i];
	}
	if (chosen > 0)
		CHECK_EQUAL(chosen, devio_aio_submit(aio, batch, chosen));
	flying += chosen;
}

/* Returns how many requests ended. */
static int reap(int64_t aio, int at_least, int at_most, int64_t timeout_ns, long length)
{
	struct io_event events[MOST_REAPED];
	int before = flying;
	int count = devio_aio_reap(aio, at_least, at_most, events, timeout_ns);

	CHECK(count >= (timeout_ns == 0 ? 0 : at_least) && count <= at_most);
	for (int i = 0; i < count; i++) {
		uintptr_t request = (uintptr_t) events[i].data;

		if (request == DEVIO_AIO_WAKEUP)
			continue;
		CHECK(request < DEPTH && in_flight[request]);
		CHECK_EQUAL(length, (long) events[i].res);
		in_flight[request] = false;
		flying--;
	}
	return before - flying;
}

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(DEPTH);
	size_t block = (size_t) disk.geometry.logical;
	unsigned char *memory = new_memory(DEPTH * block);
	int ended = 0;

	for (int i = 0; i < DEPTH; i++) {
		io_prep_pread(&iocbs[i], disk.fd, memory + (size_t) i * block, block, 0);
		iocbs[i].data = (void *) (intptr_t) i;
	}
	for (int round = 0; ended < COMPLETIONS; round++) {
		submit(aio, 1 + round % 7);
		if (round % 11 == 0)
			CHECK_EQUAL(0, devio_aio_wakeup(aio));
		ended += reap(aio, 0, 1 + round % 3, 0, (long) block);
		if (flying >= 3)
			ended += reap(aio, 1 + round % 3, MOST_REAPED, NO_LIMIT, (long) block);
	}
	while (flying > 0)
		reap(aio, 1, MOST_REAPED, NO_LIMIT, (long) block);

	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
