/* Completions leave a ring in order, once, around its end; a ring of another kind is left alone. */
#include <stdlib.h>
#include <string.h>

#include "aio_ring.h"
#include "aio_test.h"

#define SIZE 7
#define ROUNDS 1000
#define MOST 4

static struct aio_ring *new_ring(void)
{
	size_t length = sizeof(struct aio_ring) + SIZE * sizeof(struct io_event);
	struct aio_ring *ring = (void *) new_memory(length);

	memset(ring, 0, length);
	ring->size = SIZE;
	ring->magic = AIO_RING_MAGIC;
	ring->compat_features = 1;
	ring->header_length = sizeof(*ring);
	return ring;
}

static bool is_known(struct aio_ring *ring)
{
	return aio_ring_of((io_context_t) ring) == ring;
}

/* Does what the kernel does: writes an event, then moves the tail. */
static void complete(struct aio_ring *ring, uintptr_t number)
{
	unsigned tail = ring->tail;

	ring->events[tail].data = (void *) number;
	ring->tail = (tail + 1) % SIZE;
}

static void only_a_ring_of_the_known_kind_is_used(struct aio_ring *ring)
{
	CHECK(is_known(ring));
	ring->magic++;
	CHECK(!is_known(ring));
	ring->magic--;
	ring->incompat_features = 1;
	CHECK(!is_known(ring));
	ring->incompat_features = 0;
	ring->header_length++;
	CHECK(!is_known(ring));
	ring->header_length--;
	CHECK(is_known(ring));
}

/* There is always room for one more, as in the kernel. */
static void nothing_is_lost_doubled_or_out_of_order(struct aio_ring *ring)
{
	struct io_event events[MOST];
	uintptr_t completed = 0, taken = 0;

	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < round % SIZE && completed - taken < SIZE - 1; i++)
			complete(ring, completed++);

		int at_most = round % (MOST + 1);
		int there = (int) (completed - taken);
		int count = aio_ring_take(ring, at_most, events);

		CHECK_EQUAL(there < at_most ? there : at_most, count);
		for (int i = 0; i < count; i++)
			CHECK_EQUAL((long) taken++, (long) events[i].data);
	}
	CHECK(taken > ROUNDS);
}

void test(const char *path)
{
	struct aio_ring *ring = new_ring();

	(void) path;
	only_a_ring_of_the_known_kind_is_used(ring);
	nothing_is_lost_doubled_or_out_of_order(ring);
	free(ring);
}
