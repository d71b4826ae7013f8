package org.devio.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileIdentity;
import org.devio.engine.FileOpener;
import org.devio.engine.OpenMode;

/**
 * The disks that are open, by path, so that each is opened once however many use it; and what the
 * different names of one device share. A disk that its users have closed lingers while the kernel
 * has not answered all that was asked of it: whoever opens it again gets it as it is, and no new
 * descriptor.
 */
final class DiskRegistry {
    /** Most disks with faults that {@link #faults} tells of. */
    private static final int MAX_FAULTS = 3;

    /** I/O through the page cache is another thing than I/O past it. */
    private record Key(Path path, boolean direct) {
        static Key of(Disk disk) {
            return new Key(disk.path, disk.file.mode.direct());
        }

        // Written out, because the JVM takes 5 ms to make up the first hashCode and equals of
        // records.
        @Override
        public int hashCode() {
            return path.hashCode() * 31 + Boolean.hashCode(direct);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.path.equals(path) && key.direct == direct;
        }
    }

    private final Map<Key, Disk> disks = new HashMap<>();
    private final Map<FileIdentity, Medium> media = new HashMap<>();

    /** Those that linger though their path has come to name another device. */
    private final Set<Disk> nameless = new HashSet<>();

    private final FileOpener files;
    private int lingering;

    DiskRegistry(FileOpener files) {
        this.files = files;
    }

    /**
     * One user more of a disk that is open already, or that lingers.
     *
     * @return null if it is not open, or not for what {@code mode} asks
     * @throws DeviceIoException if the path has come to name another device
     */
    Disk attach(Path path, OpenMode mode) throws DeviceIoException {
        Disk disk = open(path, mode);
        if (disk == null) {
            return null;
        }
        FileIdentity now;
        try {
            // Out of the lock: looking a path up can hang.
            now = files.identity(path);
        } catch (ErrnoException e) {
            throw DeviceIoException.notOpened(path, e.errno());
        }
        synchronized (this) {
            if (open(path, mode) != disk) {
                return null;
            }
            if (disk.lingers && !now.equals(disk.medium.identity)) {
                forget(disk);
                return null;
            }
            checkIdentity(disk, now);
            use(disk);
            return disk;
        }
    }

    /** {@link #attach} if the disk lingers, else null. */
    Disk attachLingering(Path path, OpenMode mode) throws DeviceIoException {
        synchronized (this) {
            // Most contexts have none, and need not look at the path.
            Disk disk = lingering == 0 ? null : open(path, mode);
            if (disk == null || !disk.lingers) {
                return null;
            }
        }
        return attach(path, mode);
    }

    /** The open disk that will do; null if there is none. */
    private synchronized Disk open(Path path, OpenMode mode) {
        Disk disk = disks.get(new Key(path, mode.direct()));
        return disk != null && disk.file.suffices(mode) ? disk : null;
    }

    /** How to open a path for {@code mode}, so that the descriptor serves those who use it too. */
    synchronized OpenMode forAll(Path path, OpenMode mode) {
        Disk disk = disks.get(new Key(path, mode.direct()));
        return disk == null || disk.lingers ? mode : mode.with(disk.file.mode);
    }

    /**
     * One user more of the disk that {@code file} was opened on. If it is open already, the
     * descriptor that serves all of its users stays, and the other one is closed when its last
     * request is over.
     *
     * @param file opened {@link #forAll}; its owner until this returns is the caller
     * @throws DeviceIoException if the path has come to name another device, or was opened for
     *     something else meanwhile; {@code file} is closed
     */
    synchronized Disk adopt(Path path, OpenFile file) throws DeviceIoException {
        FileIdentity identity = file.file.geometry().identity();
        Key key = new Key(path, file.mode.direct());
        Disk disk = disks.get(key);
        if (disk != null && disk.lingers && !identity.equals(disk.medium.identity)) {
            forget(disk);
            disk = null;
        }
        try {
            if (disk == null) {
                checkSameFor(path, !file.mode.direct(), identity);
                Medium medium = media.computeIfAbsent(identity, Medium::new);
                disk = new Disk(path, file, medium);
                disks.put(key, disk);
                medium.disks++;
            } else {
                checkIdentity(disk, identity);
                disk.resize(file.file.geometry().size());
                replace(disk, file);
            }
        } catch (DeviceIoException e) {
            file.unuse();
            throw e;
        }
        use(disk);
        return disk;
    }

    /** A path that is open in the other of the two ways must name the same device there. */
    private void checkSameFor(Path path, boolean direct, FileIdentity identity)
            throws DeviceIoException {
        Disk other = disks.get(new Key(path, direct));
        if (other != null && !other.lingers) {
            checkIdentity(other, identity);
        }
    }

    private void use(Disk disk) {
        if (disk.lingers) {
            disk.lingers = false;
            lingering--;
        }
        disk.handles++;
    }

    private static void replace(Disk disk, OpenFile file) throws DeviceIoException {
        OpenFile old = disk.file;
        if (old.suffices(file.mode)) {
            file.unuse();
        } else if (file.suffices(old.mode) || disk.lingers) {
            if (file.mode.write() && !old.mode.write()) {
                IoLog.upgrading(disk.path);
            }
            disk.file = file;
            old.unuse();
        } else {
            throw DeviceIoException.notOpened(disk.path, Errno.EBUSY.number());
        }
    }

    /**
     * One user less. What the kernel has not answered keeps the disk lingering when the last one
     * has gone.
     *
     * @return whether the disk is to be closed
     */
    synchronized boolean release(Disk disk) {
        if (disk.handles == 0 || --disk.handles > 0) {
            return false;
        }
        if (disk.ownGhosts() > 0) {
            disk.lingers = true;
            lingering++;
            return false;
        }
        remove(disk);
        return true;
    }

    /**
     * The kernel has answered something late.
     *
     * @return whether the disk was waiting for nothing else, and is to be closed now
     */
    synchronized boolean releaseLingering(Disk disk) {
        if (!disk.lingers || disk.ownGhosts() > 0) {
            return false;
        }
        disk.lingers = false;
        lingering--;
        remove(disk);
        return true;
    }

    /** Its name names another device now: it lingers on, and nobody gets it anymore. */
    private void forget(Disk disk) {
        disks.remove(Key.of(disk));
        nameless.add(disk);
    }

    private void remove(Disk disk) {
        if (!nameless.remove(disk)) {
            disks.remove(Key.of(disk));
        }
        if (--disk.medium.disks == 0) {
            media.remove(disk.medium.identity);
        }
    }

    /** Every open disk; all are forgotten. */
    synchronized List<Disk> releaseAll() {
        List<Disk> all = all();
        for (Disk disk : all) {
            disk.handles = 0;
            disk.lingers = false;
        }
        lingering = 0;
        disks.clear();
        nameless.clear();
        media.clear();
        return all;
    }

    /** Also those that linger, since they hold descriptors. */
    synchronized List<Disk> all() {
        List<Disk> all = new ArrayList<>(disks.values());
        all.addAll(nameless);
        return all;
    }

    /** Those that somebody has open. */
    synchronized List<Disk> used() {
        return disks.values().stream().filter(disk -> !disk.lingers).toList();
    }

    List<Path> paths() {
        return used().stream().map(disk -> disk.path).sorted().toList();
    }

    /** What is wrong with them, in words: a line for each of the first few. */
    List<String> faults() {
        List<String> faults = all().stream().flatMap(Disk::faults).sorted().toList();
        List<String> lines = new ArrayList<>(faults.stream().limit(MAX_FAULTS).toList());
        if (faults.size() > MAX_FAULTS) {
            lines.add("and %d more with faults".formatted(faults.size() - MAX_FAULTS));
        }
        return lines;
    }

    private static void checkIdentity(Disk disk, FileIdentity now) throws DeviceIoException {
        FileIdentity before = disk.medium.identity;
        if (!now.equals(before)) {
            throw new DeviceIoException(
                    disk.path,
                    "now names another %s (%s, was %s); close what is open on it first"
                            .formatted(
                                    before.inode() == FileIdentity.NONE ? "device" : "file",
                                    now,
                                    before),
                    Errno.ESTALE.number());
        }
    }
}
