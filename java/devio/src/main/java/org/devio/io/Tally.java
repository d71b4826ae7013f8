package org.devio.io;

/** What was done for one category or one device: under the turn, and by blocking calls. */
final class Tally {
    final Counters scheduled = new Counters();
    final SharedCounters blocking = new SharedCounters();

    /** Adds what was done to {@code sums}; of marks the highest stays. */
    void addTo(long[] sums) {
        scheduled.addTo(sums);
        blocking.addTo(sums);
    }

    IoStats snapshot() {
        long[] sums = new long[Counters.SIZE];
        addTo(sums);
        return new IoStats(sums);
    }
}
