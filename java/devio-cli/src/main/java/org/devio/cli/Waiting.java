package org.devio.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Collectors;

/**
 * Tells a person which devices a scan waits for, when it has taken long, and again when it has
 * taken twice as long. The launcher asks for that if there is a terminal.
 */
final class Waiting implements AutoCloseable {
    private static final String PATIENCE_MILLIS = "devio.patience";
    private static final int MOST_NAMES = 3;

    private final Set<Path> left;
    private final int all;
    private final PrintStream err;
    private final Timer timer;

    private Waiting(Collection<Path> devices, PrintStream err, Timer timer) {
        this.left = new LinkedHashSet<>(devices);
        this.all = left.size();
        this.err = err;
        this.timer = timer;
    }

    /** Begins to wait, for as long as the launcher says before anything is told. */
    static Waiting begin(Collection<Path> devices, PrintStream err) {
        return begin(devices, err, Long.getLong(PATIENCE_MILLIS, 0));
    }

    /**
     * Begins to wait.
     *
     * @param millis what is long; 0 to tell nothing
     */
    static Waiting begin(Collection<Path> devices, PrintStream err, long millis) {
        Timer timer = millis == 0 ? null : new Timer("devio-waiting", true);
        Waiting waiting = new Waiting(devices, err, timer);
        waiting.tellIn(millis);
        return waiting;
    }

    private void tellIn(long millis) {
        if (timer == null) {
            return;
        }
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        tellAndGoOn(2 * millis);
                    }
                },
                millis);
    }

    /** A device is done, or a part of it. */
    synchronized void done(Path device) {
        left.remove(device);
    }

    /** Unless nothing is left, which is also so once the timer is cancelled. */
    private synchronized void tellAndGoOn(long millis) {
        if (left.isEmpty()) {
            return;
        }
        String names =
                left.stream()
                        .limit(MOST_NAMES)
                        .map(Path::toString)
                        .collect(Collectors.joining(", "));
        int more = left.size() - MOST_NAMES;
        err.printf(
                "devio: %d of %d devices read, waiting for %s%s%n",
                all - left.size(), all, names, more > 0 ? " and " + more + " more" : "");
        tellIn(millis);
    }

    /** Nothing is told anymore. */
    @Override
    public synchronized void close() {
        left.clear();
        if (timer != null) {
            timer.cancel();
        }
    }
}
