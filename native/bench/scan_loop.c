/*
 * The floor of a scan: opens devices and issues the reads of a list, all
 * devices at once and the reads of each one after the other, then closes them.
 * Prints the median of so many runs in nanoseconds.
 *
 *   scan_loop RUNS LIST        list: lines of PATH OFFSET LENGTH
 */
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#define DEPTH 128
#define MAX_READS 8
#define MAX_DISKS 4096

struct disk {
	char path[256];
	int fd;
	int count; /* of reads */
	int next;
	struct {
		long long offset, length;
	} reads[MAX_READS];
	char *memory;
	struct iocb iocb;
};

static struct disk disks[MAX_DISKS];
static int disk_count;
static aio_context_t context;
static char *memories[DEPTH];
static int idle_memories;

static struct disk *find_disk(const char *path)
{
	for (int i = 0; i < disk_count; i++) {
		if (!strcmp(disks[i].path, path))
			return &disks[i];
	}
	if (disk_count == MAX_DISKS)
		die("too many disks");
	strcpy(disks[disk_count].path, path);
	return &disks[disk_count++];
}

static void read_list(const char *list)
{
	FILE *lines = fopen(list, "re");
	char path[256];
	long long offset, length;

	if (!lines)
		die(list);
	while (fscanf(lines, "%255s %lld %lld", path, &offset, &length) == 3) {
		struct disk *disk = find_disk(path);

		if (disk->count == MAX_READS || length > 1 << 20)
			die(path);
		disk->reads[disk->count].offset = offset;
		disk->reads[disk->count++].length = length;
	}
	fclose(lines);
}

static void submit_next(struct disk *disk)
{
	struct iocb *batch = &disk->iocb;

	disk->iocb = (struct iocb){
		.aio_data = (uintptr_t) disk,
		.aio_lio_opcode = IOCB_CMD_PREAD,
		.aio_fildes = (uint32_t) disk->fd,
		.aio_buf = (uintptr_t) disk->memory,
		.aio_nbytes = (uint64_t) disk->reads[disk->next].length,
		.aio_offset = disk->reads[disk->next].offset,
	};
	disk->next++;
	if (syscall(SYS_io_submit, context, 1, &batch) != 1)
		die("io_submit");
}

/* Opens and measures, as whoever has to align reads must. */
static void start(struct disk *disk)
{
	struct stat stat;
	uint64_t size;
	int logical;

	disk->fd = open(disk->path, O_RDONLY | O_DIRECT | O_NOATIME | O_CLOEXEC);
	if (disk->fd < 0 || fstat(disk->fd, &stat) < 0)
		die(disk->path);
	if (S_ISBLK(stat.st_mode) && (ioctl(disk->fd, BLKGETSIZE64, &size) < 0 ||
					     ioctl(disk->fd, BLKSSZGET, &logical) < 0))
		die(disk->path);
	disk->memory = memories[--idle_memories];
	disk->next = 0;
	submit_next(disk);
}

static void scan(void)
{
	struct io_event events[DEPTH];
	int started = 0, done = 0;

	while (done < disk_count) {
		while (started < disk_count && idle_memories > 0)
			start(&disks[started++]);
		long count = syscall(SYS_io_getevents, context, 1, DEPTH, events, NULL);

		if (count < 0)
			die("io_getevents");
		for (long i = 0; i < count; i++) {
			struct disk *disk = (struct disk *) (uintptr_t) events[i].data;

			if (events[i].res <= 0)
				die(disk->path);
			if (disk->next < disk->count) {
				submit_next(disk);
				continue;
			}
			close(disk->fd);
			memories[idle_memories++] = disk->memory;
			done++;
		}
	}
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int runs = argc == 3 ? atoi(argv[1]) : 0;
	int64_t *took = calloc((size_t) runs + 1, sizeof(*took));

	if (runs < 1 || !took) {
		fprintf(stderr, "usage: %s RUNS LIST\n", argv[0]);
		return 2;
	}
	read_list(argv[2]);
	for (idle_memories = 0; idle_memories < DEPTH; idle_memories++)
		memories[idle_memories] = new_memory(1 << 20);
	if (syscall(SYS_io_setup, DEPTH, &context) < 0)
		die("io_setup");
	for (int i = 0; i < runs; i++) {
		took[i] = nanos(CLOCK_MONOTONIC);
		scan();
		took[i] = nanos(CLOCK_MONOTONIC) - took[i];
	}
	qsort(took, (size_t) runs, sizeof(*took), by_size);
	printf("%lld\n", (long long) took[runs / 2]);
	return 0;
}
