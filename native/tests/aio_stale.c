/*
 * A handle that was given back, or never given, reaches nothing: not even the
 * context that has come to its place. The place of one that was used is used again.
 */
#include <errno.h>

#include "aio_test.h"

#define MANY 10000 /* more than there may be at a time */

static void check_stale(int64_t aio)
{
	struct iocb iocb, *batch = &iocb;
	struct io_event event;

	io_prep_pread(&iocb, 0, NULL, 0, 0);
	CHECK_EQUAL(-EBADF, devio_aio_submit(aio, &batch, 1));
	CHECK_EQUAL(-EBADF, devio_aio_reap(aio, 0, 1, &event, 0));
	CHECK_EQUAL(-EBADF, devio_aio_reap(aio, 1, 1, &event, NO_LIMIT));
	CHECK_EQUAL(-EBADF, devio_aio_wakeup(aio));
	CHECK_EQUAL(-EBADF, devio_aio_destroy(aio));
	CHECK_EQUAL(-EBADF, devio_aio_forget(aio));
}

void test(const char *path)
{
	static const int64_t never[] = {0, 1, 4095, -1, -4096, INT64_MIN, INT64_MAX};
	int64_t first = new_aio(1);
	int64_t second;
	struct io_event event;

	(void) path;
	CHECK_EQUAL(0, devio_aio_wakeup(first));
	CHECK_EQUAL(0, devio_aio_destroy(first));
	check_stale(first);
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		check_stale(never[i]);

	second = new_aio(1);
	CHECK(second != first);
	check_stale(first);
	CHECK_EQUAL(0, devio_aio_reap(second, 0, 1, &event, 0));
	CHECK_EQUAL(0, devio_aio_wakeup(second));
	reap_exactly(second, 1, &event);
	CHECK_EQUAL(0, devio_aio_destroy(second));
	check_stale(second);

	/* A depth that is refused takes no place. */
	for (int i = 0; i < MANY; i++)
		CHECK(devio_aio_setup(0x7ffffffe) < 0);
	CHECK_EQUAL(0, devio_aio_destroy(new_aio(1)));
}
