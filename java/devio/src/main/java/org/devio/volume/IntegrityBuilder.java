package org.devio.volume;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.devio.format.LvmFormatException;
import org.devio.format.content.IntegrityJournal;
import org.devio.io.DeviceIoException;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.SegmentLayout;

/**
 * Makes the map of a volume with checksums. Its data lies on another at the same place; what its
 * journal has and that does not have yet is laid over it. The checksums are not looked at.
 */
final class IntegrityBuilder {
    /** lvm2's own choice is 32 MiB at most. */
    private static final int MOST_JOURNAL_BYTES = 128 << 20;

    private final MapBuilder maps;
    private final LogicalVolume volume;
    private final SegmentLayout.Integrity integrity;
    private final long size;
    private final int depth;

    IntegrityBuilder(
            MapBuilder maps,
            LogicalVolume volume,
            SegmentLayout.Integrity integrity,
            long size,
            int depth) {
        this.maps = maps;
        this.volume = volume;
        this.integrity = integrity;
        this.size = size;
        this.depth = depth;
    }

    Mapping build() throws UnreadableVolumeException {
        if (integrity.store().isEmpty()) {
            throw maps.refusal(
                    "integrity of "
                            + volume.name()
                            + " with its checksums among the data is not"
                            + " read yet");
        }
        Mapping data = maps.image(integrity.origin(), depth + 1);
        if (size > data.size()) {
            throw maps.refusal(
                    "integrity %s: %d bytes leave its data of %d"
                            .formatted(volume.name(), size, data.size()));
        }
        Mapping below = size == data.size() ? data : new Part(data, 0, size);
        if (!integrity.mode().equals("J")) {
            return below;
        }
        Mapping store = maps.image(integrity.store().get(), depth + 1);
        try {
            NavigableMap<Long, byte[]> newer = committed(store);
            return newer.isEmpty() ? below : new Overlaid(below, newer);
        } catch (DeviceIoException e) {
            return Uniform.lost(size, "its journal cannot be read: " + e.reason());
        } catch (LvmFormatException e) {
            return Uniform.lost(size, "its journal cannot be used: " + e.problem());
        }
    }

    private NavigableMap<Long, byte[]> committed(Mapping store)
            throws DeviceIoException, LvmFormatException {
        Optional<IntegrityJournal> journal =
                IntegrityJournal.parse(read(store, 0, IntegrityJournal.SUPERBLOCK_BYTES));
        if (journal.isEmpty()) {
            throw new LvmFormatException(0, "no superblock of integrity");
        }
        int bytes = journal.get().bytes();
        if (bytes > MOST_JOURNAL_BYTES || bytes > store.size() - IntegrityJournal.JOURNAL_AT) {
            throw new LvmFormatException(12, "a journal of " + bytes + " bytes");
        }
        return journal.get().committed(read(store, IntegrityJournal.JOURNAL_AT, bytes));
    }

    private ByteBuffer read(Mapping store, long offset, int length)
            throws DeviceIoException, LvmFormatException {
        if (length > store.size() - offset) {
            throw new LvmFormatException(store.size(), "it ends there");
        }
        return maps.reader().read(List.of(store), offset, length).get(0).bytes();
    }
}
