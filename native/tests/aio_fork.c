/*
 * A forked child that destroys the context it inherited leaves the parent's alone, and what has
 * completed there, though both see the same ring.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aio_test.h"

void test(const char *path)
{
	struct disk disk = open_disk(path);
	int64_t aio = new_aio(1);
	size_t block = (size_t) disk.geometry.logical;
	unsigned char *memory = new_memory(block);
	struct iocb iocb;
	struct io_event event;
	int status;
	pid_t child;

	CHECK_EQUAL(0, devio_aio_wakeup(aio));
	child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		CHECK_EQUAL(0, devio_aio_destroy(aio));
		_exit(0);
	}
	CHECK_EQUAL(child, waitpid(child, &status, 0));
	CHECK_EQUAL(0, status);

	reap_exactly(aio, 1, &event);
	CHECK((uintptr_t) event.data == DEVIO_AIO_WAKEUP);
	io_prep_pread(&iocb, disk.fd, memory, block, 0);
	submit_all(aio, &iocb, 1);
	reap_exactly(aio, 1, &event);
	CHECK_EQUAL((long) block, (long) event.res);
	CHECK_EQUAL(0, devio_aio_wakeup(aio));
	reap_exactly(aio, 1, &event);
	CHECK_EQUAL(0, devio_aio_destroy(aio));
	free(memory);
	devio_blockdev_close(disk.fd);
}
