package org.devio.cli.pvck;

import java.io.PrintStream;

/** Where lines of a dump go. Doubts are always shown, fields only if they were asked for. */
// The annotation asked for is a library's, which is not worth a dependency.
@SuppressWarnings("AnnotateFormatMethod")
final class Findings {
    private final PrintStream out;
    private final boolean showsFields;
    private boolean isBad;

    Findings(PrintStream out, boolean showsFields) {
        this.out = out;
        this.showsFields = showsFields;
    }

    /** A value as it stands on the disk. */
    void field(String format, Object... args) {
        if (showsFields) {
            line(format, args);
        }
    }

    /** Something is not as it must be. */
    void bad(String format, Object... args) {
        isBad = true;
        odd(format, args);
    }

    /** Something is not as it usually is. */
    void odd(String format, Object... args) {
        line("CHECK: " + format, args);
    }

    void line(String format, Object... args) {
        out.print("  " + format.formatted(args) + "\n");
    }

    boolean isBad() {
        return isBad;
    }
}
