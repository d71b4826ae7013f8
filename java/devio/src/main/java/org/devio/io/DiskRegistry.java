package org.devio.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileOpener;
import org.devio.engine.OpenMode;

/** The disks that are open, by path, so that each is opened once however many use it. */
final class DiskRegistry {
    /** Most disks with faults that {@link #faults} tells of. */
    private static final int MAX_FAULTS = 3;

    /** I/O through the page cache is another thing than I/O past it. */
    private record Key(Path path, boolean direct) {
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
    private final FileOpener files;

    DiskRegistry(FileOpener files) {
        this.files = files;
    }

    /**
     * One user more of a disk that is open already.
     *
     * @return null if it is not open, or not for what {@code mode} asks
     * @throws DeviceIoException if the path has come to name another device
     */
    Disk attach(Path path, OpenMode mode) throws DeviceIoException {
        Disk disk = open(path, mode);
        if (disk == null) {
            return null;
        }
        try {
            // Out of the lock: looking a path up can hang.
            checkIdentity(disk, files.deviceNumber(path));
        } catch (ErrnoException e) {
            throw DeviceIoException.notOpened(path, e.errno());
        }
        synchronized (this) {
            if (open(path, mode) != disk) {
                return null;
            }
            disk.handles++;
            return disk;
        }
    }

    /** The open disk that will do; null if there is none. */
    private synchronized Disk open(Path path, OpenMode mode) {
        Disk disk = disks.get(new Key(path, mode.direct()));
        return disk != null && disk.file.suffices(mode) ? disk : null;
    }

    /** How to open a path for {@code mode}, so that the descriptor serves those who use it too. */
    synchronized OpenMode forAll(Path path, OpenMode mode) {
        Disk disk = disks.get(new Key(path, mode.direct()));
        return disk == null ? mode : mode.with(disk.file.mode);
    }

    /**
     * One user more of the disk that {@code file} was opened on. If it is open already, the
     * descriptor that serves all of its users stays, and the other one is closed when its last
     * request is over.
     *
     * @param file opened {@link #forAll}
     * @throws DeviceIoException if the path has come to name another device, or was opened for
     *     something else meanwhile; {@code file} is closed
     */
    synchronized Disk adopt(Path path, OpenFile file) throws DeviceIoException {
        Disk disk = disks.get(new Key(path, file.mode.direct()));
        if (disk == null) {
            disk = new Disk(path, file);
            disks.put(new Key(path, file.mode.direct()), disk);
        } else {
            try {
                checkIdentity(disk, file.file.geometry().deviceNumber());
            } catch (DeviceIoException e) {
                file.unuse();
                throw e;
            }
            disk.resize(file.file.geometry().size());
            replace(disk, file);
        }
        disk.handles++;
        return disk;
    }

    private static void replace(Disk disk, OpenFile file) throws DeviceIoException {
        OpenFile old = disk.file;
        if (old.suffices(file.mode)) {
            file.unuse();
        } else if (file.suffices(old.mode)) {
            if (file.mode.write() && !old.mode.write()) {
                IoLog.upgrading(disk.path);
            }
            disk.file = file;
            old.unuse();
        } else {
            file.unuse();
            throw DeviceIoException.notOpened(disk.path, Errno.EBUSY.number());
        }
    }

    /**
     * One user less.
     *
     * @return whether it was the last
     */
    synchronized boolean release(Disk disk) {
        if (--disk.handles > 0) {
            return false;
        }
        disks.values().remove(disk);
        return true;
    }

    /** Every open disk; all are forgotten. */
    synchronized List<Disk> releaseAll() {
        List<Disk> all = List.copyOf(disks.values());
        disks.clear();
        return all;
    }

    synchronized List<Disk> all() {
        return List.copyOf(disks.values());
    }

    List<Path> paths() {
        return all().stream().map(disk -> disk.path).sorted().toList();
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

    private static void checkIdentity(Disk disk, long number) throws DeviceIoException {
        if (number != disk.geometry.deviceNumber()) {
            throw new DeviceIoException(
                    disk.path,
                    "now names another device (%s, was %s)"
                            .formatted(name(number), name(disk.geometry.deviceNumber())),
                    Errno.ESTALE.number());
        }
    }

    /** Major and minor, as glibc takes a device number apart. */
    private static String name(long number) {
        long major = (number >>> 8 & 0xfff) | (number >>> 32 & ~0xfffL);
        long minor = (number & 0xff) | (number >>> 12 & ~0xffL);
        return major + ":" + (minor & 0xffffffffL);
    }
}
