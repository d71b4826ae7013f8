package org.devio.volume;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.devio.io.BlockSource;
import org.devio.io.IoCallback;
import org.devio.io.IoCategory;
import org.devio.io.IoContext;
import org.devio.metadata.LogicalVolume;
import org.devio.scan.FoundVolumeGroup;
import org.devio.scan.ScanReport;

/**
 * The bytes of a logical volume, read from the physical volumes that hold them: without the
 * kernel's device-mapper, from block devices and images alike, and never written.
 *
 * <p>It is a view of one moment: of the metadata that the scan found, and of what the superblocks
 * of RAID images said when it was opened. Of a volume that is in use meanwhile it gives what the
 * disks hold.
 *
 * <p>What is lost is rebuilt where there is redundancy. What cannot be is told: reads of it fail
 * with a {@link org.devio.io.LostBytesException}, others succeed; {@link #locate} tells beforehand.
 * Bytes that may be old are never given for good ones.
 *
 * <p>Any thread may use it.
 *
 * <pre>{@code
 * try (IoContext context = IoContext.open()) {
 *     ScanReport report = new LvmScanner(context).scan(List.of(Path.of("disk.img")));
 *     try (LogicalDisk disk = LogicalDisk.open(context, report, "vg/root");
 *             SeekableByteChannel channel = disk.channel()) {
 *         channel.read(buffer);
 *     }
 * }
 * }</pre>
 */
public final class LogicalDisk implements BlockSource, AutoCloseable {
    private final Path path;
    private final PvSources pvs;
    private final MapReader reader;
    private final Mapping mapping;
    private final int blockSize;
    private final List<String> notes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LogicalDisk(
            Path path, PvSources pvs, MapReader reader, Mapping mapping, List<String> notes) {
        this.path = path;
        this.pvs = pvs;
        this.reader = reader;
        this.mapping = mapping;
        this.notes = List.copyOf(notes);
        this.blockSize = pvs.blockSize();
    }

    /**
     * Opens a logical volume. Opens the devices that it lies on and reads what its map needs, which
     * for most types is nothing. Polls the context on the calling thread meanwhile, and thereby
     * runs callbacks of others who use it.
     *
     * @param context what to read through; stays the caller's, and has to stay open
     * @param report of a scan of the disks, by any context; those that were not scanned count as
     *     missing
     * @param name {@code vg/lv}; hidden volumes are named without brackets
     * @throws UnreadableVolumeException if there is no such volume, or none of it can be read; the
     *     message says why
     * @throws IllegalStateException if the context is closed, or inside one of its callbacks
     */
    public static LogicalDisk open(IoContext context, ScanReport report, String name)
            throws UnreadableVolumeException {
        FoundVolumeGroup group = group(report, name);
        LogicalVolume volume =
                group.metadata()
                        .logicalVolumes()
                        .get(name.substring(group.metadata().name().length() + 1));
        if (volume == null) {
            throw new UnreadableVolumeException(name, "there is no such volume in the group");
        }
        PvSources pvs = new PvSources(context, group);
        boolean done = false;
        try {
            BlockSource any =
                    pvs.any()
                            .orElseThrow(
                                    () ->
                                            new UnreadableVolumeException(
                                                    name, "no disk of its group can be opened"));
            MapReader reader = new MapReader(context, Path.of(name), any);
            MapBuilder builder = new MapBuilder(group.metadata(), pvs, reader, name);
            Mapping mapping = builder.volume(volume);
            LogicalDisk disk =
                    new LogicalDisk(Path.of(name), pvs, reader, mapping, builder.notes());
            done = true;
            return disk;
        } finally {
            if (!done) {
                pvs.close();
            }
        }
    }

    private static FoundVolumeGroup group(ScanReport report, String name)
            throws UnreadableVolumeException {
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw new UnreadableVolumeException(name, "is not of the form vg/lv");
        }
        List<FoundVolumeGroup> groups =
                report.volumeGroups().stream()
                        .filter(one -> one.metadata().name().equals(name.substring(0, slash)))
                        .toList();
        if (groups.size() != 1) {
            throw new UnreadableVolumeException(
                    name,
                    groups.isEmpty()
                            ? "there is no such group on the disks that were scanned"
                            : groups.size() + " groups have this name");
        }
        return groups.get(0);
    }

    /** Its name, {@code vg/lv}. */
    public String name() {
        return path.toString();
    }

    /** Bytes; those that are lost count. */
    @Override
    public long size() {
        return mapping.size();
    }

    /** The largest among the devices below. */
    @Override
    public int blockSize() {
        return blockSize;
    }

    /**
     * What a reader should know of its state, in words: images that are not read, redundancy that
     * is not there.
     *
     * @return empty if all is as it should be
     */
    public List<String> notes() {
        return notes;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A read of which a part is lost fails, with a {@link org.devio.io.LostBytesException} that
     * names the first such range. The result's path is the name of the volume.
     */
    @Override
    public <A> void submitRead(
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        checkOpen();
        checkRange(offset, into.remaining());
        reader.submit(mapping, offset, into, category, attachment, callback);
    }

    /**
     * Tells where a range lies, piece by piece and without reading.
     *
     * @param offset first byte
     * @param length how many
     * @param sink told of each piece, in rising order and without a gap
     * @throws IllegalArgumentException if the range leaves the volume
     */
    public void locate(long offset, long length, Consumer<? super VolumeExtent> sink) {
        checkRange(offset, length);
        if (length > 0) {
            Extents extents = new Extents(offset, sink);
            mapping.locate(offset, length, extents);
            extents.end();
        }
    }

    /**
     * A channel on it that begins at position 0, for code that knows java.nio. Reads ahead of a
     * reader that goes on and on. Closing it leaves this open.
     */
    public SeekableByteChannel channel() {
        checkOpen();
        return new LogicalDiskChannel(this, reader.context());
    }

    boolean isOpen() {
        return !closed.get();
    }

    /** Closes the devices below. What was accepted before is still completed. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pvs.close();
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException(path + " is closed");
        }
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || length > size() - offset) {
            throw new IllegalArgumentException(
                    "%s: %d bytes at %d are not inside the volume of %d bytes"
                            .formatted(path, length, offset, size()));
        }
    }

    @Override
    public String toString() {
        return path + (closed.get() ? " (closed)" : "");
    }
}
