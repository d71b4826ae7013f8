package org.devio.engine;

/**
 * What an open device or file is and how it wants to be read.
 *
 * @param kind whether it is a block device or a regular file
 * @param size bytes; a file's size when it was opened
 * @param identity by which other names of it are known
 * @param logicalBlockSize bytes; direct I/O must be aligned to it in offset and length
 * @param physicalBlockSize bytes; what the device writes at once, never below the logical size
 * @param memoryAlignment bytes; what direct I/O asks of a buffer's address
 * @param readAheadSectors the kernel's read-ahead in sectors of 512 bytes, 0 for a file
 */
public record FileGeometry(
        Kind kind,
        long size,
        FileIdentity identity,
        int logicalBlockSize,
        int physicalBlockSize,
        int memoryAlignment,
        int readAheadSectors) {

    private static final long SECTOR_BYTES = 512;

    /** {@code st_rdev} of a block device, 0 for a file. */
    public long deviceNumber() {
        return kind == Kind.BLOCK_DEVICE ? identity.device() : 0;
    }

    /** The kernel's read-ahead in bytes. */
    public long readAheadBytes() {
        return readAheadSectors * SECTOR_BYTES;
    }

    /** The same but for its size. */
    public FileGeometry withSize(long bytes) {
        return new FileGeometry(
                kind,
                bytes,
                identity,
                logicalBlockSize,
                physicalBlockSize,
                memoryAlignment,
                readAheadSectors);
    }

    /** The two things that can be read in blocks. */
    public enum Kind {
        /** A regular file, such as a disk image. */
        FILE,
        /** A block device. */
        BLOCK_DEVICE
    }
}
