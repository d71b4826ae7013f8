package org.devio.format.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.devio.format.LvmFormatException;

/**
 * What dm-raid keeps of one image of an array: {@code struct dm_raid_superblock}, the first 4096
 * bytes of the image's metadata, little-endian. It has no checksum.
 */
public final class RaidSuperblock {
    /** Bytes to be read, from the start of the metadata of an image. */
    public static final int BYTES = 4096;

    /** Value of an offset when there is nothing left to do. */
    public static final long IN_SYNC = Long.MAX_VALUE;

    private static final int MAGIC = 0x64526d44;
    private static final int SECTOR_BYTES = 512;

    /** Set in the compatible features if the fields of a reshape are there. */
    private static final int HAS_RESHAPE_FIELDS = 1;

    private static final int RESHAPING = 1;

    /** Words of 64 images each. */
    private static final int MORE_FAILED_AT = 120;

    private static final int DATA_OFFSET_AT = 96;
    private static final int INCOMPATIBLE_AT = 144;

    /** As many as there are bits for failed ones. */
    private static final int MOST_IMAGES = 256;

    private final ByteBuffer bytes;

    private RaidSuperblock(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a superblock.
     *
     * @param block at least its first {@link #BYTES} bytes
     * @return empty if there is none: the image was never used
     * @throws LvmFormatException if it is of a kind that is not known, or says what cannot be
     */
    public static Optional<RaidSuperblock> parse(ByteBuffer block) throws LvmFormatException {
        if (block.limit() < BYTES) {
            throw new LvmFormatException(block.limit(), "RAID superblock is cut short");
        }
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, block, 0, BYTES);
        if (bytes.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        RaidSuperblock superblock = new RaidSuperblock(bytes);
        if (bytes.getInt(INCOMPATIBLE_AT) != 0) {
            throw new LvmFormatException(
                    INCOMPATIBLE_AT,
                    "RAID superblock has unknown features 0x%x"
                            .formatted(bytes.getInt(INCOMPATIBLE_AT)));
        }
        superblock.demandPlace(8, superblock.images(), MOST_IMAGES + 1);
        superblock.demandPlace(12, superblock.position(), superblock.images());
        if (superblock.hasReshapeFields() && bytes.getLong(DATA_OFFSET_AT) < 0
                || superblock.dataOffsetSectors() > Long.MAX_VALUE / SECTOR_BYTES) {
            throw new LvmFormatException(DATA_OFFSET_AT, "data of a RAID image begins nowhere");
        }
        return Optional.of(superblock);
    }

    private void demandPlace(int at, int number, int below) throws LvmFormatException {
        if (number < 0 || number >= below) {
            throw new LvmFormatException(
                    at,
                    "RAID superblock counts %s, below %d was expected"
                            .formatted(Integer.toUnsignedString(number), below));
        }
    }

    /** How many images the array has. */
    public int images() {
        return bytes.getInt(8);
    }

    /** Which of them this is, from 0. */
    public int position() {
        return bytes.getInt(12);
    }

    /** Grows whenever the state of the array changes; the highest among the images is in force. */
    public long events() {
        return bytes.getLong(16);
    }

    /** Whether an image is out of the array. */
    public boolean isFailed(int image) {
        int word = image / Long.SIZE;
        long bits =
                word == 0
                        ? bytes.getLong(24)
                        : hasReshapeFields()
                                ? bytes.getLong(MORE_FAILED_AT + (word - 1) * Long.BYTES)
                                : 0;
        return (bits >>> image % Long.SIZE & 1) != 0;
    }

    /** How far this image has been rebuilt: bytes of it, {@link #IN_SYNC} if wholly. */
    public long rebuiltBytes() {
        return bytesOf(bytes.getLong(32));
    }

    /**
     * How far the array has been synchronised for the first time: bytes of each image, of raid10
     * bytes of the array; {@link #IN_SYNC} if wholly.
     */
    public long syncedBytes() {
        return bytesOf(bytes.getLong(40));
    }

    private static long bytesOf(long sectors) {
        return sectors < 0 || sectors > Long.MAX_VALUE / SECTOR_BYTES
                ? IN_SYNC
                : sectors * SECTOR_BYTES;
    }

    /** Level as md counts them; 5 for raid4 as well. */
    public int level() {
        return bytes.getInt(48);
    }

    /** Layout as md numbers them for the level. */
    public int layout() {
        return bytes.getInt(52);
    }

    /** Bytes of a chunk; 0 for raid1. */
    public long chunkBytes() {
        return Integer.toUnsignedLong(bytes.getInt(56)) * SECTOR_BYTES;
    }

    /** Whether the array is being reshaped. */
    public boolean isReshaping() {
        return hasReshapeFields() && (bytes.getInt(60) & RESHAPING) != 0;
    }

    /** Where in the image its data begins, in bytes. */
    public long dataOffset() {
        return dataOffsetSectors() * SECTOR_BYTES;
    }

    private long dataOffsetSectors() {
        return hasReshapeFields() ? bytes.getLong(DATA_OFFSET_AT) : 0;
    }

    private boolean hasReshapeFields() {
        return (bytes.getInt(4) & HAS_RESHAPE_FIELDS) != 0;
    }
}
