package org.devio.scan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.io.IoContext;

/**
 * Reads many disks side by side and reports the physical volumes, volume groups and logical volumes
 * on them. One bad disk is an entry with a problem and never spoils the rest. Nothing is written.
 *
 * <p>A usual physical volume costs two reads, one after the other: the first block with the label
 * and the header of the metadata area behind it, then the metadata text. All devices, and all
 * metadata areas of each, are read at the same time within the limits of the context.
 */
public final class LvmScanner {
    /** Smaller devices hold no physical volume ({@code devices/pv_min_size}, 2048 KiB). */
    public static final long PV_MIN_SIZE = 2048L << 10;

    private static final Duration WHILE_ANYTHING_IS_OUTSTANDING = Duration.ofHours(1);

    private final IoContext context;

    /** A scanner that reads through {@code context}, which stays the caller's to close. */
    public LvmScanner(IoContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Scans devices and disk images. Polls the context on the calling thread until all are done,
     * and thereby runs callbacks of others who use the context.
     *
     * @param paths block devices and regular files; one that is named twice is read once
     * @return what was found; also when nothing could be read
     * @throws IllegalStateException if the context is closed, or inside one of its callbacks
     */
    public ScanReport scan(Collection<Path> paths) {
        List<DeviceScan> scans = new ArrayList<>();
        AtomicInteger unfinished = new AtomicInteger();
        TextCache texts = new TextCache();
        for (Path path : new LinkedHashSet<>(paths)) {
            scans.add(new DeviceScan(path, texts, unfinished::decrementAndGet));
        }
        unfinished.set(scans.size());
        scans.forEach(scan -> context.submitOpen(scan.path(), scan, DeviceScan::opened));
        while (unfinished.get() > 0) {
            context.poll(WHILE_ANYTHING_IS_OUTSTANDING);
        }
        return Assembly.of(scans.stream().map(DeviceScan::result).toList());
    }
}
