/* The geometry is the disk's: what the kernel says of a device, what holds for a file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

#define DISK_BYTES 1048576

/* The wrapper says what it made: "file", or the size of a sector. */
static int expected_sector(void)
{
	const char *kind = getenv("DEVIO_TEST_DISK");

	CHECK(kind != NULL);
	return strcmp(kind, "file") == 0 ? 0 : atoi(kind);
}

static int is_power_of_two(int number)
{
	return number > 0 && (number & (number - 1)) == 0;
}

void test(const char *path)
{
	struct disk disk = open_disk(path);
	struct devio_geometry *geometry = &disk.geometry;
	int sector = expected_sector();
	int ends[2];

	CHECK_EQUAL(DISK_BYTES, geometry->size);
	CHECK_EQUAL(sector ? DEVIO_KIND_BLOCK : DEVIO_KIND_FILE, geometry->kind);
	CHECK_EQUAL(sector != 0, geometry->rdev != 0);
	CHECK_EQUAL(sector != 0, geometry->read_ahead > 0);
	CHECK(is_power_of_two(geometry->logical));
	if (sector)
		CHECK_EQUAL(sector, geometry->logical);
	CHECK(is_power_of_two(geometry->memory_align));
	CHECK(geometry->memory_align <= geometry->logical);
	CHECK(geometry->physical >= geometry->logical);
	devio_blockdev_close(disk.fd);

	CHECK_EQUAL(0, pipe(ends));
	CHECK_EQUAL(0, devio_blockdev_geometry(ends[0], geometry));
	CHECK_EQUAL(DEVIO_KIND_OTHER, geometry->kind);
	close(ends[0]);
	close(ends[1]);
	CHECK_EQUAL(-EBADF, devio_blockdev_geometry(ends[0], geometry));
}
