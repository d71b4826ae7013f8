package org.devio.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.devio.format.LvmFormatException;
import org.devio.format.content.IntegrityJournal;
import org.devio.format.content.MirrorLog;
import org.devio.format.content.RaidSuperblock;

/** Readers of what stands on disk beside the contents of volumes. */
final class ContentTargets {
    private static final int MOST_IMAGES = 256;

    private ContentTargets() {}

    static void raidSuperblock(Input input) throws LvmFormatException {
        Optional<RaidSuperblock> found = RaidSuperblock.parse(ByteBuffer.wrap(input.bytes()));
        if (found.isEmpty()) {
            return;
        }
        RaidSuperblock superblock = found.get();
        boolean isSound =
                superblock.images() <= MOST_IMAGES
                        && superblock.position() < superblock.images()
                        && superblock.dataOffset() >= 0
                        && superblock.rebuiltBytes() >= 0
                        && superblock.syncedBytes() >= 0
                        && superblock.chunkBytes() >= 0;
        if (!isSound) {
            throw new AssertionError("a superblock that cannot be was taken");
        }
        for (int i = 0; i < superblock.images(); i++) {
            superblock.isFailed(i);
        }
    }

    static void mirrorLog(Input input) throws LvmFormatException {
        ByteBuffer log = ByteBuffer.wrap(input.bytes());
        long regions = MirrorLog.regions(log);
        int bytes = log.limit() - MirrorLog.BITS_AT;
        if (bytes > 0) {
            ByteBuffer bits = log.slice(MirrorLog.BITS_AT, bytes);
            for (long i = 0; i < Math.min(regions, bits.limit()); i++) {
                MirrorLog.isInSync(bits, i);
            }
        }
    }

    /** The input is the volume that holds the journal. */
    static void integrity(Input input) throws LvmFormatException {
        byte[] bytes = input.bytes();
        Optional<IntegrityJournal> journal = IntegrityJournal.parse(ByteBuffer.wrap(bytes));
        int at = Math.min(bytes.length, IntegrityJournal.JOURNAL_AT);
        if (journal.isPresent() && journal.get().bytes() <= bytes.length - at) {
            byte[] ring = Arrays.copyOfRange(bytes, at, at + journal.get().bytes());
            for (byte[] sector : journal.get().committed(ByteBuffer.wrap(ring)).values()) {
                if (sector.length != IntegrityJournal.SECTOR_BYTES) {
                    throw new AssertionError(sector.length + " bytes are no sector");
                }
            }
        }
    }
}
