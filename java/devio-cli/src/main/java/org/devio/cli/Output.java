package org.devio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output, with a memory for why it could not be written: a {@link java.io.PrintStream}
 * knows only that.
 */
final class Output extends OutputStream {
    /** What the kernel says of a pipe whose reader has gone; nobody is left to be told. */
    private static final String READER_GONE = "Broken pipe";

    private interface Step {
        void run() throws IOException;
    }

    private final OutputStream to;
    private IOException failure;

    Output(OutputStream to) {
        this.to = to;
    }

    /** Whether all went through so far. */
    boolean isGood() {
        return failure == null;
    }

    /** What to tell of the first failure; empty if there was none, or nobody to hear of it. */
    Optional<String> trouble() {
        return isGood() || READER_GONE.equals(failure.getMessage())
                ? Optional.empty()
                : Optional.of("cannot write to standard output: " + Reason.of(failure));
    }

    @Override
    public void write(int b) throws IOException {
        attempt(() -> to.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        attempt(() -> to.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        attempt(to::flush);
    }

    private void attempt(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }
}
