/*
 * What the test programs share. A program tests one behaviour: it defines
 * test(), which is given the path of a disk of 1 MiB, a device or a file. It
 * exits 0 when that held, 1 when not, 77 when it could not be tried.
 */
#ifndef DEVIO_TEST_H
#define DEVIO_TEST_H

#include <stddef.h>

#include "blockdev.h"

/* Ends the program unless the two numbers are equal. */
#define CHECK_EQUAL(expected, actual) check_equal(expected, actual, #actual, __FILE__, __LINE__)

/* Ends the program unless the claim is true. */
#define CHECK(claim) check_equal(1, !!(claim), #claim, __FILE__, __LINE__)

/* A disk, open for reading and writing, if possible with O_DIRECT. */
struct disk {
	int fd;
	unsigned granted;
	struct devio_geometry geometry;
};

/* Defined by each program. */
void test(const char *path);

void check_equal(
	long long expected, long long actual, const char *what, const char *file, int line);

/* Ends the program: it cannot be tried here, for this reason. */
_Noreturn void skip(const char *reason);

/* Opens and measures the disk. */
struct disk open_disk(const char *path);

/* Memory for direct I/O, each byte 0. */
unsigned char *new_memory(size_t length);

/* Fills memory with bytes that depend on their place and on the seed. */
void fill(unsigned char *memory, size_t length, unsigned seed);

/* Whether memory holds what fill() put there. */
int is_filled(const unsigned char *memory, size_t length, unsigned seed);

/* Runs part() in a child that has no privileges; ends the program if the child failed. Needs root.
 */
void as_nobody(void (*part)(const char *path), const char *path);

#endif
