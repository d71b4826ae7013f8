/* A read that completes makes the eventfd readable that its iocb names; draining makes it not. */
#include <poll.h>
#include <stdlib.h>

#include "aio_test.h"
#include "event.h"

#define BYTES 4096

static int is_readable(int fd, int timeout_ms)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};

	return poll(&wait, 1, timeout_ms);
}

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(1);
	unsigned char *memory = new_memory(BYTES);
	int event = devio_event_open();
	struct iocb iocb;
	struct io_event done;

	CHECK(event >= 0);
	CHECK_EQUAL(0, is_readable(event, 0));

	io_prep_pread(&iocb, disk.fd, memory, BYTES, 0);
	io_set_eventfd(&iocb, event);
	submit_all(aio, &iocb, 1);
	CHECK_EQUAL(1, is_readable(event, -1));
	CHECK_EQUAL(1, devio_event_drain(event));
	CHECK_EQUAL(0, is_readable(event, 0));
	CHECK_EQUAL(1, devio_aio_reap(aio, 0, 1, &done, 0));

	CHECK_EQUAL(0, devio_event_raise(event));
	CHECK_EQUAL(0, devio_event_raise(event));
	CHECK_EQUAL(1, is_readable(event, -1));
	CHECK_EQUAL(1, devio_event_drain(event));
	CHECK_EQUAL(0, devio_event_drain(event));

	CHECK_EQUAL(0, devio_event_close(event));
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
