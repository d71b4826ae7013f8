package org.devio.engine;

import java.util.Objects;

/** What stands in a slot of an engine that calls the file itself. */
final class FileCall {
    private enum Kind {
        READ,
        WRITE,
        FLUSH
    }

    private final int slot;
    private Kind kind;
    private IoFile file;
    private IoBuffer buffer;
    private long offset;
    private int at;
    private int length;

    /** Bytes moved, or {@code -errno}; EIO until the call was made. */
    long result;

    FileCall(int slot) {
        this.slot = slot;
    }

    /** One for each slot. */
    static FileCall[] slots(int depth) {
        FileCall[] calls = new FileCall[depth];
        for (int slot = 0; slot < depth; slot++) {
            calls[slot] = new FileCall(slot);
        }
        return calls;
    }

    void read(IoFile from, long offset, IoBuffer buffer, int at, int length) {
        fill(Kind.READ, from, offset, buffer, at, length);
    }

    void write(IoFile to, long offset, IoBuffer buffer, int at, int length) {
        fill(Kind.WRITE, to, offset, buffer, at, length);
    }

    void flush(IoFile of) {
        fill(Kind.FLUSH, of, 0, null, 0, 0);
    }

    private void fill(Kind kind, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        if (this.file != null) {
            throw new IllegalStateException("slot " + slot + " is in use");
        }
        if (buffer != null) {
            Objects.checkFromIndexSize(at, length, buffer.capacity());
        }
        this.kind = kind;
        this.file = file;
        this.offset = offset;
        this.buffer = buffer;
        this.at = at;
        this.length = length;
        result = -Errno.EIO.number();
    }

    /** Makes the call, for as long as it takes. */
    void make() {
        result =
                switch (kind) {
                    case READ -> file.read(offset, buffer, at, length);
                    case WRITE -> file.write(offset, buffer, at, length);
                    case FLUSH -> file.flush();
                };
    }

    /** Frees the slot and delivers the result. */
    void deliver(CompletionSink sink) {
        file = null;
        buffer = null;
        sink.completed(slot, result);
    }
}
