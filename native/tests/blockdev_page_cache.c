/* Dropping a device's page cache leaves nothing of it in memory; a file is no device. */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "test.h"

/* Far from where others look for signatures, should they look at the same time. */
#define OFFSET (512 * 1024)
#define LENGTH 4096

static int is_in_page_cache(int fd)
{
	unsigned char resident;
	void *page = mmap(NULL, LENGTH, PROT_READ, MAP_SHARED, fd, OFFSET);

	CHECK(page != MAP_FAILED);
	CHECK_EQUAL(0, mincore(page, LENGTH, &resident));
	munmap(page, LENGTH);
	return resident & 1;
}

void test(const char *path)
{
	unsigned char *memory = new_memory(LENGTH);
	unsigned granted;
	int fd = devio_blockdev_open(path, 0, &granted);
	struct devio_geometry geometry;

	CHECK_EQUAL(0, devio_blockdev_geometry(fd, &geometry));
	CHECK_EQUAL(LENGTH, devio_blockdev_read(fd, OFFSET, memory, LENGTH));
	CHECK_EQUAL(1, is_in_page_cache(fd));

	if (geometry.kind == DEVIO_KIND_FILE) {
		CHECK_EQUAL(-EOPNOTSUPP, devio_blockdev_drop_page_cache(fd));
	} else {
		CHECK_EQUAL(0, devio_blockdev_drop_page_cache(fd));
		CHECK_EQUAL(0, is_in_page_cache(fd));
	}
	free(memory);
	devio_blockdev_close(fd);
}
