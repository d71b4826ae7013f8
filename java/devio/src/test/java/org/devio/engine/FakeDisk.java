package org.devio.engine;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk whose every byte can be computed, that counts who has it open. Strict: I/O that a real
 * disk would refuse throws.
 */
public final class FakeDisk {
    private static final byte[] PATTERN = new byte[1 << 16];

    /** Each has its own. */
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static {
        new Random(1).nextBytes(PATTERN);
    }

    private final String name;
    private FileGeometry geometry;
    private final AtomicInteger openFiles;

    /** -errno of every blocking call; 0 if they succeed. */
    private int outcome;

    private int mostAtOnce = Integer.MAX_VALUE;
    private Reference<ByteBuffer> lastMemory = new WeakReference<>(null);
    private boolean grants = true;
    private Runnable measured = () -> {};
    private Runnable read = () -> {};

    /** What stands on it once something was written; until then the pattern does. */
    private byte[] contents;

    /** A disk of {@code size} bytes with logical blocks of {@code blockSize}. */
    public FakeDisk(String name, long size, int blockSize) {
        this(name, size, blockSize, new AtomicInteger());
    }

    /** A disk that counts its open files in {@code openFiles}, and notifies it when one closes. */
    public FakeDisk(String name, long size, int blockSize, AtomicInteger openFiles) {
        this.name = name;
        this.openFiles = openFiles;
        this.geometry =
                new FileGeometry(
                        FileGeometry.Kind.BLOCK_DEVICE,
                        size,
                        FileIdentity.ofDevice(NUMBERS.incrementAndGet()),
                        blockSize,
                        blockSize,
                        512,
                        256);
    }

    /** What stands at {@code offset} of the disk. */
    public byte byteAt(long offset) {
        return contents == null
                ? PATTERN[(int) (offset + name.hashCode() & PATTERN.length - 1)]
                : contents[(int) offset];
    }

    /** Fails every blocking call from now on, or none with an {@code errno} of 0. */
    public void failWith(int errno) {
        outcome = -errno;
    }

    /** Moves no more than so many bytes in one blocking call from now on. */
    public void moveAtMost(int bytes) {
        mostAtOnce = bytes;
    }

    /** Memory of the last blocking read or write. */
    public ByteBuffer lastMemory() {
        return lastMemory.get();
    }

    /** By which it is known, whatever it is called. */
    public FileIdentity identity() {
        return geometry.identity();
    }

    /** Bytes. */
    public long size() {
        return geometry.size();
    }

    /** Grows or shrinks it, before anything was written. */
    public void resize(long size) {
        geometry = geometry.withSize(size);
    }

    /** Does this on the thread of whoever asks for its size. */
    public void whenMeasured(Runnable work) {
        measured = work;
    }

    /** Does this on the thread of whoever reads it by a blocking call. */
    public void whenRead(Runnable work) {
        read = work;
    }

    /** Is from now on opened without direct I/O and O_NOATIME, whoever asks for them. */
    public void grantNothing() {
        grants = false;
    }

    /** Opens it. */
    public IoFile open() {
        openFiles.incrementAndGet();
        return new FakeFile();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Copies what a read of a real disk would give; as much of it as there is. */
    int copy(long offset, IoBuffer buffer, int at, int length) {
        demandAligned(offset, length);
        int there = (int) Math.max(0, Math.min(length, size() - offset));
        ByteBuffer bytes = buffer.bytes();
        for (int i = 0; i < there; i++) {
            bytes.put(at + i, byteAt(offset + i));
        }
        return there;
    }

    /** Takes bytes as a write to a real disk would. */
    int store(long offset, IoBuffer buffer, int at, int length) {
        if (contents == null) {
            byte[] before = new byte[(int) size()];
            for (int i = 0; i < before.length; i++) {
                before[i] = byteAt(i);
            }
            contents = before;
        }
        buffer.bytes().get(at, contents, (int) offset, length);
        return length;
    }

    void demandAligned(long offset, int length) {
        int block = geometry.logicalBlockSize();
        if (offset % block != 0 || length % block != 0 || length == 0) {
            throw new AssertionError(
                    "%s: %d bytes at %d are not whole blocks".formatted(name, length, offset));
        }
    }

    final class FakeFile implements IoFile {
        private boolean open = true;

        FakeDisk disk() {
            if (!open) {
                throw new AssertionError(name + " is used after it was closed");
            }
            return FakeDisk.this;
        }

        @Override
        public FileGeometry geometry() {
            return geometry;
        }

        @Override
        public long size() {
            measured.run();
            return outcome < 0 ? outcome : disk().size();
        }

        @Override
        public boolean isDirect() {
            return grants;
        }

        @Override
        public boolean isNoAtime() {
            return grants;
        }

        @Override
        public int read(long offset, IoBuffer buffer, int at, int length) {
            read.run();
            lastMemory = new WeakReference<>(buffer.bytes());
            return outcome < 0
                    ? outcome
                    : disk().copy(offset, buffer, at, Math.min(length, mostAtOnce));
        }

        @Override
        public int write(long offset, IoBuffer buffer, int at, int length) {
            demandAligned(offset, length);
            lastMemory = new WeakReference<>(buffer.bytes());
            return outcome < 0
                    ? outcome
                    : disk().store(offset, buffer, at, Math.min(length, mostAtOnce));
        }

        @Override
        public int flush() {
            return outcome;
        }

        @Override
        public int discard(long offset, long length) {
            return -Errno.EOPNOTSUPP.number();
        }

        @Override
        public int close() {
            disk();
            open = false;
            synchronized (openFiles) {
                openFiles.decrementAndGet();
                openFiles.notifyAll();
            }
            return 0;
        }
    }
}
