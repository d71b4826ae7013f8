package org.devio.scan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.devio.io.IoContext;

/**
 * Reads many disks side by side and reports the physical volumes, volume groups and logical volumes
 * on them. One bad disk is an entry with a problem and never spoils the rest. Nothing is written.
 * Thread-safe. A scanner that is used again does not parse again what it parsed the time before.
 *
 * <p>A usual physical volume costs two reads, one after the other: the first block with the label
 * and the header of the metadata area behind it, then the metadata text. All devices, and all
 * metadata areas of each, are read at the same time within the limits of the context.
 *
 * <p>The partitions of a disk image are devices of their own, named {@code disk.img:2}; those of a
 * block device have nodes of their own.
 */
public final class LvmScanner {
    /** Smaller devices hold no physical volume ({@code devices/pv_min_size}, 2048 KiB). */
    public static final long PV_MIN_SIZE = 2048L << 10;

    private static final Duration WHILE_ANYTHING_IS_OUTSTANDING = Duration.ofHours(1);

    private final IoContext context;

    /** In the scan before: whoever scans again and again finds most texts unchanged. */
    private volatile Map<Long, TextCache.Text> texts = Map.of();

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
        return scan(paths, ScanOptions.defaults());
    }

    /**
     * {@link #scan(Collection)} with other settings than lvm2's defaults. What they rule out is not
     * opened, and an entry with a note that names the rule.
     *
     * @param options which devices to look at
     */
    public ScanReport scan(Collection<Path> paths, ScanOptions options) {
        return scan(paths, options, device -> {});
    }

    /**
     * {@link #scan(Collection, ScanOptions)} that tells of each device as soon as it is done, so
     * that nobody waits for a slow one to hear of the rest.
     *
     * @param listener called on the calling thread, outside of callbacks, once for each device of
     *     the report and for none twice, in the order in which they are done; what the devices
     *     together show to be wrong only the report knows. If it throws it is not called again, and
     *     what it threw comes out of this method when the scan is over
     */
    public ScanReport scan(
            Collection<Path> paths, ScanOptions options, Consumer<? super ScannedDevice> listener) {
        DeviceRules rules = new DeviceRules(options);
        List<PathScan> scans = new ArrayList<>();
        Progress progress = new Progress(listener);
        Common common = new Common(options.settings(), new TextCache(texts));
        for (Path path : new LinkedHashSet<>(paths)) {
            scans.add(new PathScan(path, rules, common, progress::done));
        }
        for (PathScan scan : scans) {
            progress.begun();
            context.submitOpen(scan.path(), rules::objection, scan, PathScan::opened);
        }
        progress.tell();
        while (progress.isUnfinished()) {
            context.poll(WHILE_ANYTHING_IS_OUTSTANDING);
            progress.tell();
        }
        texts = common.texts().met();
        progress.rethrow();
        return Assembly.of(
                scans.stream().flatMap(scan -> scan.results().stream()).toList(),
                LvmSettings.systemIds(options.settings()));
    }
}
