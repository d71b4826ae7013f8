/*
 * One block device or file: open, measure, read, write. Plain C that has never
 * heard of Java. No state but the descriptor; every call returns >= 0 or -errno.
 */
#ifndef DEVIO_BLOCKDEV_H
#define DEVIO_BLOCKDEV_H

#include <stddef.h>
#include <stdint.h>

/* What to open with. The last two are wishes: what was granted is answered. */
#define DEVIO_OPEN_WRITE 1u
#define DEVIO_OPEN_EXCLUSIVE 2u
#define DEVIO_OPEN_DIRECT 4u
#define DEVIO_OPEN_NOATIME 8u

enum devio_kind {
	DEVIO_KIND_OTHER,
	DEVIO_KIND_FILE,
	DEVIO_KIND_BLOCK,
};

struct devio_geometry {
	int64_t size;     /* bytes */
	uint64_t rdev;    /* st_rdev of a device, 0 for a file */
	int32_t kind;     /* enum devio_kind */
	int32_t logical;  /* bytes: unit of direct I/O */
	int32_t physical; /* bytes: BLKPBSZGET; never below logical, and equal to it for a file */
	int32_t memory_align; /* bytes: what direct I/O asks of memory */
	int32_t read_ahead;   /* sectors of 512 bytes: BLKRAGET, 0 for a file */
	int32_t reserved;     /* 0 */
	uint64_t dev;         /* st_dev: of a file, the device that its file system is on */
	uint64_t inode;       /* st_ino */
};

/*
 * Opens a regular file or block device with O_CLOEXEC, never O_CREAT, and stores
 * the granted DEVIO_OPEN_ flags. O_NOATIME is given up on EPERM (it is for the
 * owner alone), O_DIRECT on EINVAL or EOPNOTSUPP (not every file system has it).
 * Exclusive means O_EXCL: EBUSY for a device that is mounted or held
 * exclusively; Linux ignores it on files.
 *
 * Returns the descriptor. -EISDIR for a directory, -ENOTBLK for anything else
 * that is neither file nor block device; those are not even opened.
 */
int devio_blockdev_open(const char *path, unsigned flags, unsigned *granted);

/*
 * Measures what fd is open on. The logical block size of a file is what statx
 * says of direct I/O on it; where the kernel does not say (before 6.1, and for
 * some file systems after), 4096 if fd has O_DIRECT and 512 if not.
 */
int devio_blockdev_geometry(int fd, struct devio_geometry *geometry);

/* One pread; EINTR is retried. Returns the bytes read, 0 at the end. */
int devio_blockdev_read(int fd, int64_t offset, void *to, int length);

/* One pwrite; EINTR is retried. Returns the bytes written. */
int devio_blockdev_write(int fd, int64_t offset, const void *from, int length);

/* Makes written bytes durable: fdatasync. */
int devio_blockdev_flush(int fd);

/*
 * Tells a device that a range of whole logical blocks is unused (BLKDISCARD).
 * -EOPNOTSUPP for a file and for a device that cannot, -EBADF unless fd is
 * open for writing.
 */
int devio_blockdev_discard(int fd, int64_t offset, int64_t length);

/* The descriptor is gone whatever the answer. */
int devio_blockdev_close(int fd);

#endif
