package org.devio.volume;

import java.nio.file.Path;
import java.util.Optional;
import org.devio.metadata.PhysicalVolume;

/**
 * Where a run of bytes of a logical volume lies.
 *
 * @param offset first byte of the volume
 * @param length how many
 * @param kind what becomes of a read
 * @param physicalVolume the one that holds the bytes; there for {@link Kind#DATA} alone
 * @param device where that was found, likewise
 * @param deviceOffset first byte there, counted from the start of the physical volume's device or
 *     partition; -1 otherwise
 * @param why what is missing, for {@link Kind#LOST}; else empty
 */
public record VolumeExtent(
        long offset,
        long length,
        Kind kind,
        Optional<PhysicalVolume> physicalVolume,
        Optional<Path> device,
        long deviceOffset,
        String why) {
    /** What becomes of a read. */
    public enum Kind {
        /** It comes from a physical volume. */
        DATA,
        /** It comes from a journal, which was read when the volume was opened. */
        JOURNAL,
        /** It gives zeros, which are stored nowhere. */
        ZERO,
        /** It is put together from what other images of a RAID hold. */
        REBUILT,
        /** It fails. */
        LOST
    }

    /** Where it ends. */
    public long end() {
        return offset + length;
    }
}
