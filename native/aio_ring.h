/*
 * The ring of completions that the kernel maps into the process at io_setup; a
 * context is its address. Whoever reaps from it moves the head and needs no
 * system call. The layout belongs to the kernel's interface: it has had one
 * version since Linux 2.6, and says which by itself.
 *
 * The tail is the kernel's alone, the head the reaper's. io_getevents moves the
 * head too, under a lock of the kernel that user space cannot take: so a context
 * has one reaper at a time, by ring or by system call. Its own calls follow each
 * other, and a next reaper must see what the last one did. Submitting, waking and
 * destroying do not move the head.
 *
 * The ring cannot overflow: the kernel takes no more requests than it has places,
 * and looks at the head to see which are free.
 */
#ifndef DEVIO_AIO_RING_H
#define DEVIO_AIO_RING_H

#include <libaio.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#ifndef AIO_RING_MAGIC /* the tests have another, so as to do without the ring */
#define AIO_RING_MAGIC 0xa10a10a1
#endif

struct aio_ring {
	unsigned id;
	unsigned size; /* in events; more than io_setup was asked for */
	atomic_uint head; /* the next to be reaped */
	atomic_uint tail; /* where the kernel puts the next */
	unsigned magic;
	unsigned compat_features;
	unsigned incompat_features;
	unsigned header_length;
	struct io_event events[];
};

/* The ring of a context; NULL if it is not one that this file knows. */
static inline struct aio_ring *aio_ring_of(io_context_t context)
{
	struct aio_ring *ring = (struct aio_ring *) context;

	return ring->magic == AIO_RING_MAGIC && ring->incompat_features == 0 &&
			ring->header_length == offsetof(struct aio_ring, events)
		? ring
		: NULL;
}

/* Takes up to at_most completions that are there; returns how many. One thread at a time. */
static inline int aio_ring_take(struct aio_ring *ring, int at_most, struct io_event *events)
{
	unsigned head = atomic_load_explicit(&ring->head, memory_order_relaxed);
	/* The kernel writes an event before it moves the tail over it. */
	unsigned tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
	int count = 0;

	while (head != tail && count < at_most) {
		events[count++] = ring->events[head];
		head = head + 1 == ring->size ? 0 : head + 1;
	}
	/* And it reuses a place only when the head has moved over it. */
	if (count > 0)
		atomic_store_explicit(&ring->head, head, memory_order_release);
	return count;
}

#endif
