#include "test.h"

#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SKIPPED 77
#define NOBODY 65534
#define ALIGNMENT 4096

static int open_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

int main(int argc, char **argv)
{
	int before = open_descriptors();

	if (argc != 2) {
		fprintf(stderr, "usage: %s DISK\n", argv[0]);
		return 2;
	}
	test(argv[1]);
	CHECK_EQUAL(before, open_descriptors());
	return 0;
}

void check_equal(long long expected, long long actual, const char *what, const char *file, int line)
{
	if (expected == actual)
		return;
	fprintf(stderr, "%s:%d: %s is %lld, expected %lld\n", file, line, what, actual, expected);
	exit(1);
}

_Noreturn void skip(const char *reason)
{
	fprintf(stderr, "skipped: %s\n", reason);
	exit(SKIPPED);
}

struct disk open_disk(const char *path)
{
	struct disk disk;

	disk.fd = devio_blockdev_open(path, DEVIO_OPEN_WRITE | DEVIO_OPEN_DIRECT, &disk.granted);
	CHECK(disk.fd >= 0);
	CHECK_EQUAL(0, devio_blockdev_geometry(disk.fd, &disk.geometry));
	return disk;
}

unsigned char *new_memory(size_t length)
{
	size_t rounded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	unsigned char *memory = aligned_alloc(ALIGNMENT, rounded);

	CHECK(memory != NULL);
	return memset(memory, 0, rounded);
}

static unsigned char byte_at(size_t place, unsigned seed)
{
	return (unsigned char) ((place * 31 + place / 256 + seed * 97 + 1) & 0xff);
}

void fill(unsigned char *memory, size_t length, unsigned seed)
{
	for (size_t i = 0; i < length; i++)
		memory[i] = byte_at(i, seed);
}

int is_filled(const unsigned char *memory, size_t length, unsigned seed)
{
	for (size_t i = 0; i < length; i++) {
		if (memory[i] != byte_at(i, seed))
			return 0;
	}
	return 1;
}

void as_nobody(void (*part)(const char *path), const char *path)
{
	int status;
	pid_t child;

	if (geteuid() != 0)
		skip("needs root, to give it up");
	child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		CHECK_EQUAL(0, setgroups(0, NULL));
		CHECK_EQUAL(0, setgid(NOBODY));
		CHECK_EQUAL(0, setuid(NOBODY));
		part(path);
		_exit(0);
	}
	CHECK_EQUAL(child, waitpid(child, &status, 0));
	CHECK_EQUAL(0, status);
}
