package org.devio.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FakeDisk;
import org.devio.engine.FileIdentity;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/** Fake disks by path, of which only so many can be open at a time. */
@SuppressWarnings("exports") // of tests, which nobody requires
public final class FakeFiles implements FileOpener {
    private final Map<Path, FakeDisk> disks = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final int maxOpen;
    private final Map<Path, Integer> refusals = new HashMap<>();
    private final List<OpenMode> asked = Collections.synchronizedList(new ArrayList<>());

    /** As many as anyone likes. */
    public FakeFiles() {
        this(Integer.MAX_VALUE);
    }

    FakeFiles(int maxOpen) {
        this.maxOpen = maxOpen;
    }

    /** Adds a disk. */
    public FakeDisk add(String path, long size, int blockSize) {
        FakeDisk disk = new FakeDisk(path, size, blockSize, open);
        disks.put(Path.of(path), disk);
        return disk;
    }

    /** Lets opening fail. */
    void refuse(String path, int errno) {
        refusals.put(Path.of(path), errno);
    }

    /** How files were asked to be opened, in this order. */
    List<OpenMode> asked() {
        return List.copyOf(asked);
    }

    /** Lets {@code path} be another name of {@code disk}, or of nothing if that is null. */
    void name(String path, FakeDisk disk) {
        disks.put(Path.of(path), disk);
    }

    int open() {
        return open.get();
    }

    /** Waits for the last file to be closed; whoever leaves one open waits for ever. */
    void awaitAllClosed() {
        awaitOpen(0);
    }

    /** Waits until no more than {@code count} files are open; returns how many are. */
    int awaitOpen(int count) {
        synchronized (open) {
            while (open.get() > count) {
                try {
                    open.wait();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return open.get();
        }
    }

    @Override
    public IoFile open(Path path, OpenMode mode) throws ErrnoException {
        asked.add(mode);
        if (refusals.containsKey(path)) {
            throw new ErrnoException(refusals.get(path), "open");
        }
        FakeDisk disk = disks.get(path);
        if (disk == null) {
            throw new ErrnoException(Errno.ENOENT.number(), "open");
        }
        if (open() >= maxOpen) {
            throw new ErrnoException(Errno.EMFILE.number(), "open");
        }
        return disk.open();
    }

    @Override
    public FileIdentity identity(Path path) throws ErrnoException {
        FakeDisk disk = disks.get(path);
        if (disk == null) {
            throw new ErrnoException(Errno.ENOENT.number(), "stat");
        }
        return disk.identity();
    }
}
