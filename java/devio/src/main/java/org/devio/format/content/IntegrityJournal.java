package org.devio.format.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.devio.format.LvmFormatException;

/**
 * What dm-integrity keeps beside the data of a volume: a superblock ({@code struct superblock} in
 * its first sector) and, from sector 8 on, a journal of what has yet to be written to its place.
 * All little-endian.
 *
 * <p>The journal is a ring of sections, each of 8 sectors of entries and the data sectors of these
 * behind them. The last 8 bytes of each sector are a commit ID: made of a sequence number from 0 to
 * 3, which goes up with each turn of the ring, and of the place; what stood there in a data sector
 * stands in its entry.
 */
public final class IntegrityJournal {
    /** Bytes of a sector. */
    public static final int SECTOR_BYTES = 512;

    /** Bytes of the superblock to be read. */
    public static final int SUPERBLOCK_BYTES = 512;

    /** Where the journal begins, in bytes. */
    public static final int JOURNAL_AT = 8 * SECTOR_BYTES;

    private static final long MAGIC = 0x0074_7267_6574_6e69L;
    private static final int MOST_VERSION = 5;
    private static final int HAS_JOURNAL_MAC = 1;
    private static final int ENTRY_SECTORS = 8;
    private static final int COMMIT_ID_BYTES = 8;
    private static final int COMMIT_ID_AT = SECTOR_BYTES - COMMIT_ID_BYTES;
    private static final int SEQUENCES = 4;
    private static final long EACH_DIGIT = 0x1111_1111_1111_1111L;

    /** Blocks have 4096 bytes at most. */
    private static final int MOST_LOG2_SECTORS = 3;

    /** In the high half of an entry's sector if there is none; one less while it is being made. */
    private static final int UNUSED = -1;

    private static final int IN_PROGRESS = -2;

    private final int sections;
    private final int blockSectors;
    private final int entryBytes;
    private final int entriesInSector;

    private IntegrityJournal(ByteBuffer superblock) throws LvmFormatException {
        long count = Integer.toUnsignedLong(superblock.getInt(12));
        int log2 = superblock.get(28);
        int tagBytes = Short.toUnsignedInt(superblock.getShort(10));
        if (log2 < 0 || log2 > MOST_LOG2_SECTORS) {
            throw new LvmFormatException(28, "integrity has blocks of 2^" + log2 + " sectors");
        }
        blockSectors = 1 << log2;
        entryBytes = 8 + Long.BYTES * blockSectors + tagBytes + 7 & -8;
        entriesInSector = COMMIT_ID_AT / entryBytes;
        if (entriesInSector == 0) {
            throw new LvmFormatException(10, "integrity has tags of " + tagBytes + " bytes");
        }
        if (count == 0 || count * sectionSectors() > Integer.MAX_VALUE / SECTOR_BYTES) {
            throw new LvmFormatException(12, "integrity has a journal of " + count + " sections");
        }
        sections = (int) count;
    }

    /**
     * Reads a superblock.
     *
     * @param bytes at least its first {@link #SUPERBLOCK_BYTES} bytes
     * @return empty if there is none
     * @throws LvmFormatException if it is of a kind that is not known, or says what cannot be
     */
    public static Optional<IntegrityJournal> parse(ByteBuffer bytes) throws LvmFormatException {
        if (bytes.limit() < SUPERBLOCK_BYTES) {
            throw new LvmFormatException(bytes.limit(), "integrity superblock is cut short");
        }
        ByteBuffer superblock = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (superblock.getLong(0) != MAGIC) {
            return Optional.empty();
        }
        int version = superblock.get(8);
        if (version < 1 || version > MOST_VERSION) {
            throw new LvmFormatException(8, "integrity superblock has version " + version);
        }
        if ((superblock.getInt(24) & HAS_JOURNAL_MAC) != 0) {
            throw new LvmFormatException(24, "integrity has a journal with a MAC");
        }
        return Optional.of(new IntegrityJournal(superblock));
    }

    /** Bytes of the journal, from {@link #JOURNAL_AT} on. */
    public int bytes() {
        return sections * sectionSectors() * SECTOR_BYTES;
    }

    private int sectionSectors() {
        return ENTRY_SECTORS + ENTRY_SECTORS * entriesInSector * blockSectors;
    }

    /**
     * What has been committed and may not be at its place yet.
     *
     * @param journal all of it, from index 0
     * @return the bytes of sectors, by their numbers in the data; those that are at their place
     *     already may be among them
     * @throws LvmFormatException if the journal is shorter than {@link #bytes}
     */
    public NavigableMap<Long, byte[]> committed(ByteBuffer journal) throws LvmFormatException {
        if (journal.limit() < bytes()) {
            throw new LvmFormatException(journal.limit(), "integrity journal is cut short");
        }
        ByteBuffer bytes = journal.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        NavigableMap<Long, byte[]> sectors = new TreeMap<>();
        int[] lastSection = lastSections(bytes);
        int unused = unused(lastSection);
        if (unused < 0) {
            return sectors;
        }
        // The section behind the newest is the oldest; what was written in the turn before is next.
        int newest = before(unused);
        int section = (lastSection[newest] + 1) % sections;
        int wanted = section == 0 ? newest : before(newest);
        for (int i = 0; i < sections && isAll(bytes, section, wanted); i++) {
            take(bytes, section, sectors);
            section = (section + 1) % sections;
            wanted = section == 0 ? (wanted + 1) % SEQUENCES : wanted;
        }
        return sectors;
    }

    private static int before(int sequence) {
        return (sequence + SEQUENCES - 1) % SEQUENCES;
    }

    /**
     * The last section in which each sequence number is; -1 if in none. Null if a sector has none:
     * then the journal was never used.
     */
    private int[] lastSections(ByteBuffer bytes) {
        int[] last = {-1, -1, -1, -1};
        for (int section = 0; section < sections; section++) {
            for (int sector = 0; sector < sectionSectors(); sector++) {
                int sequence = sequence(bytes, section, sector);
                if (sequence < 0) {
                    return null;
                }
                last[sequence] = section;
            }
        }
        return last;
    }

    /** The sequence number that comes next; -1 if nothing tells. */
    private static int unused(int[] lastSection) {
        if (lastSection == null) {
            return -1;
        }
        int last = SEQUENCES - 1;
        if (lastSection[last] < 0) {
            int unused = last;
            while (unused > 0 && lastSection[unused - 1] < 0) {
                unused--;
            }
            return unused;
        }
        for (int i = 0; i < SEQUENCES; i++) {
            if (lastSection[i] < 0) {
                return i;
            }
        }
        return -1;
    }

    private int sequence(ByteBuffer bytes, int section, int sector) {
        long place = (long) section << 32 ^ sector;
        long digits = bytes.getLong(at(section, sector) + COMMIT_ID_AT) ^ place;
        for (int i = 0; i < SEQUENCES; i++) {
            if (digits == EACH_DIGIT * (i + 1)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAll(ByteBuffer bytes, int section, int sequence) {
        for (int sector = 0; sector < sectionSectors(); sector++) {
            if (sequence(bytes, section, sector) != sequence) {
                return false;
            }
        }
        return true;
    }

    private void take(ByteBuffer bytes, int section, NavigableMap<Long, byte[]> sectors) {
        for (int entry = 0; entry < ENTRY_SECTORS * entriesInSector; entry++) {
            int at = at(section, entry % ENTRY_SECTORS) + entry / ENTRY_SECTORS * entryBytes;
            long number = bytes.getLong(at);
            int high = (int) (number >>> 32);
            if (high == UNUSED || high == IN_PROGRESS) {
                continue;
            }
            for (int i = 0; i < blockSectors; i++) {
                byte[] sector = new byte[SECTOR_BYTES];
                bytes.get(at(section, ENTRY_SECTORS + entry * blockSectors + i), sector);
                bytes.get(at + Long.BYTES * (i + 1), sector, COMMIT_ID_AT, COMMIT_ID_BYTES);
                sectors.put(number + i, sector);
            }
        }
    }

    private int at(int section, int sector) {
        return (section * sectionSectors() + sector) * SECTOR_BYTES;
    }
}
