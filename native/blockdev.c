#include "blockdev.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#ifndef STATX_DIOALIGN
#define STATX_DIOALIGN 0 /* these headers are older than Linux 6.1 */
#endif

/* Direct I/O on a file, where the kernel does not say: enough for disks with 512 or 4096-byte
 * sectors. */
#define DIRECT_BLOCK 4096
#define SECTOR 512

static enum devio_kind kind_of(const struct statx *stx)
{
	if (S_ISBLK(stx->stx_mode))
		return DEVIO_KIND_BLOCK;
	return S_ISREG(stx->stx_mode) ? DEVIO_KIND_FILE : DEVIO_KIND_OTHER;
}

/* Looks at a path, or with AT_EMPTY_PATH at a descriptor: 0 if it can be a disk, or why not. */
static int look(int fd, const char *path, int flags)
{
	struct statx stx;

	if (statx(fd, path, flags, STATX_TYPE, &stx) < 0)
		return -errno;
	if (kind_of(&stx) != DEVIO_KIND_OTHER)
		return 0;
	return S_ISDIR(stx.stx_mode) ? -EISDIR : -ENOTBLK;
}

/* Opens with as many of the wishes in oflags as will be granted, and leaves those in oflags. */
static int open_with_retreats(const char *path, int *oflags)
{
	for (;;) {
		int fd = open(path, *oflags);

		if (fd >= 0)
			return fd;
		if (errno == EPERM && (*oflags & O_NOATIME))
			*oflags &= ~O_NOATIME;
		else if ((errno == EINVAL || errno == EOPNOTSUPP) && (*oflags & O_DIRECT))
			*oflags &= ~O_DIRECT;
		else if (errno != EINTR)
			return -errno;
	}
}

int devio_blockdev_open(const char *path, unsigned flags, unsigned *granted)
{
	int oflags = O_CLOEXEC | O_NOCTTY;
	int fd, rc;

	/*
	 * Look before opening: opening a FIFO waits for a writer, opening a
	 * watchdog starts it. O_NONBLOCK would cure the first alone, and open
	 * empty drives, which should say ENOMEDIUM.
	 */
	rc = look(AT_FDCWD, path, 0);
	if (rc < 0)
		return rc;

	oflags |= flags & DEVIO_OPEN_WRITE ? O_RDWR : O_RDONLY;
	oflags |= flags & DEVIO_OPEN_EXCLUSIVE ? O_EXCL : 0;
	oflags |= flags & DEVIO_OPEN_DIRECT ? O_DIRECT : 0;
	oflags |= flags & DEVIO_OPEN_NOATIME ? O_NOATIME : 0;
	fd = open_with_retreats(path, &oflags);
	if (fd < 0)
		return fd;

	/* The name may have changed hands since. */
	rc = look(fd, "", AT_EMPTY_PATH);
	if (rc < 0) {
		close(fd);
		return rc;
	}
	*granted = flags & (DEVIO_OPEN_WRITE | DEVIO_OPEN_EXCLUSIVE);
	*granted |= oflags & O_DIRECT ? DEVIO_OPEN_DIRECT : 0;
	*granted |= oflags & O_NOATIME ? DEVIO_OPEN_NOATIME : 0;
	return fd;
}

/* Stores what direct I/O must be aligned to; false if the kernel does not say. */
static bool take_direct_align(const struct statx *stx, int32_t *block, int32_t *memory)
{
#if STATX_DIOALIGN
	if ((stx->stx_mask & STATX_DIOALIGN) && stx->stx_dio_offset_align) {
		*block = (int32_t) stx->stx_dio_offset_align;
		*memory = (int32_t) stx->stx_dio_mem_align;
		return true;
	}
#else
	(void) stx;
	(void) block;
	(void) memory;
#endif
	return false;
}

static int measure_file(int fd, const struct statx *stx, struct devio_geometry *geometry)
{
	if (!take_direct_align(stx, &geometry->logical, &geometry->memory_align)) {
		int oflags = fcntl(fd, F_GETFL);

		if (oflags < 0)
			return -errno;
		geometry->logical = oflags & O_DIRECT ? DIRECT_BLOCK : SECTOR;
		geometry->memory_align = geometry->logical;
	}
	geometry->size = (int64_t) stx->stx_size;
	geometry->physical = geometry->logical;
	return 0;
}

static int measure_device(int fd, const struct statx *stx, struct devio_geometry *geometry)
{
	uint64_t size;
	int32_t logical, ignored;
	uint32_t physical;
	long read_ahead;

	if (ioctl(fd, BLKGETSIZE64, &size) < 0 || ioctl(fd, BLKSSZGET, &logical) < 0 ||
		ioctl(fd, BLKPBSZGET, &physical) < 0 || ioctl(fd, BLKRAGET, &read_ahead) < 0)
		return -errno;
	geometry->size = (int64_t) size;
	geometry->rdev = makedev(stx->stx_rdev_major, stx->stx_rdev_minor);
	geometry->logical = logical;
	geometry->physical = (int32_t) physical < logical ? logical : (int32_t) physical;
	geometry->read_ahead = (int32_t) read_ahead;
	if (!take_direct_align(stx, &ignored, &geometry->memory_align))
		geometry->memory_align = logical;
	return 0;
}

int devio_blockdev_geometry(int fd, struct devio_geometry *geometry)
{
	struct statx stx;

	if (statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_DIOALIGN, &stx) < 0)
		return -errno;
	*geometry = (struct devio_geometry){
		.kind = kind_of(&stx),
		.dev = makedev(stx.stx_dev_major, stx.stx_dev_minor),
		.inode = stx.stx_ino,
	};
	switch (geometry->kind) {
	case DEVIO_KIND_BLOCK:
		return measure_device(fd, &stx, geometry);
	case DEVIO_KIND_FILE:
		return measure_file(fd, &stx, geometry);
	default:
		return 0;
	}
}

int devio_blockdev_read(int fd, int64_t offset, void *to, int length)
{
	ssize_t n;

	do
		n = pread(fd, to, (size_t) length, offset);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : (int) n;
}

int devio_blockdev_write(int fd, int64_t offset, const void *from, int length)
{
	ssize_t n;

	do
		n = pwrite(fd, from, (size_t) length, offset);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : (int) n;
}

int devio_blockdev_flush(int fd)
{
	return fdatasync(fd) < 0 ? -errno : 0;
}

int devio_blockdev_discard(int fd, int64_t offset, int64_t length)
{
	uint64_t range[2] = {(uint64_t) offset, (uint64_t) length};

	if (ioctl(fd, BLKDISCARD, range) == 0)
		return 0;
	/* What is no device answers ENOTTY, which says little to who asked. */
	return errno == ENOTTY ? -EOPNOTSUPP : -errno;
}

int devio_blockdev_close(int fd)
{
	return close(fd) < 0 ? -errno : 0;
}
