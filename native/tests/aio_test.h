/* What the tests of AIO share. */
#ifndef DEVIO_AIO_TEST_H
#define DEVIO_AIO_TEST_H

#include <libaio.h>

#include "aio.h"
#include "test.h"

#define NO_LIMIT (-1)

static inline int64_t new_aio(int depth)
{
	int64_t aio = devio_aio_setup(depth);

	CHECK(aio > 0);
	return aio;
}

/* Submits them all, and gives each its place as the data of its completion. */
static inline void submit_all(int64_t aio, struct iocb *iocbs, int count)
{
	for (int i = 0; i < count; i++) {
		struct iocb *iocb = &iocbs[i];

		iocb->data = (void *) (intptr_t) i;
		CHECK_EQUAL(1, devio_aio_submit(aio, &iocb, 1));
	}
}

/* Collects that many completions, however many calls it takes. */
static inline void reap_exactly(int64_t aio, int count, struct io_event *events)
{
	int reaped = 0;

	while (reaped < count) {
		int rc = devio_aio_reap(aio, 1, count - reaped, events + reaped, NO_LIMIT);

		CHECK(rc >= 0);
		reaped += rc;
	}
}

#endif
