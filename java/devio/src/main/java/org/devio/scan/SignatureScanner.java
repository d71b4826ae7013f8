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
 * Looks for the signatures of other subsystems on many disks side by side, with two reads a disk.
 * One bad disk is an entry with a problem and never spoils the rest. Nothing is written.
 */
public final class SignatureScanner {
    private static final Duration WHILE_ANYTHING_IS_OUTSTANDING = Duration.ofHours(1);

    private final IoContext context;

    /** A scanner that reads through {@code context}, which stays the caller's to close. */
    public SignatureScanner(IoContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Scans devices and disk images. Polls the context on the calling thread until all are done,
     * and thereby runs callbacks of others who use the context.
     *
     * @param paths block devices and regular files; one that is named twice is read once
     * @return what was found on each, in the order of the paths
     * @throws IllegalStateException if the context is closed, or inside one of its callbacks
     */
    public List<ScannedSignatures> scan(Collection<Path> paths) {
        List<SignatureScan> scans = new ArrayList<>();
        AtomicInteger unfinished = new AtomicInteger();
        for (Path path : new LinkedHashSet<>(paths)) {
            scans.add(new SignatureScan(path, unfinished::decrementAndGet));
        }
        unfinished.set(scans.size());
        scans.forEach(scan -> context.submitOpen(scan.path(), scan, SignatureScan::opened));
        while (unfinished.get() > 0) {
            context.poll(WHILE_ANYTHING_IS_OUTSTANDING);
        }
        return scans.stream().map(SignatureScan::result).toList();
    }
}
