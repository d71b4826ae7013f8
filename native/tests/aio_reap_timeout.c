/* With nothing in flight, 0 looks and returns, and a limit is waited for. */
#include <time.h>

#include "aio_test.h"

#define LIMIT_NS 2000000

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

void test(const char *path)
{
	int64_t aio = new_aio(1);
	struct io_event event;
	int64_t start;

	(void) path;
	CHECK_EQUAL(0, devio_aio_reap(aio, 1, 1, &event, 0));

	start = now_ns();
	CHECK_EQUAL(0, devio_aio_reap(aio, 1, 1, &event, LIMIT_NS));
	CHECK(now_ns() - start >= LIMIT_NS);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
}
