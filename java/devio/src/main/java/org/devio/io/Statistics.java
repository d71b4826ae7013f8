package org.devio.io;

/** What a context has done, by category. Sums are made when somebody asks. */
final class Statistics {
    private static final IoCategory[] CATEGORIES = IoCategory.values();

    private final Tally[] tallies = new Tally[CATEGORIES.length];

    /** Gauges of all categories together, whose marks no sum can tell. */
    private final Counters all = new Counters();

    Statistics() {
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = new Tally();
        }
    }

    Tally of(IoCategory category) {
        return tallies[category.ordinal()];
    }

    void add(Request request, int counter, long amount) {
        of(request.category).scheduled.add(counter, amount);
        request.disk.tally.scheduled.add(counter, amount);
    }

    void up(Request request, int gauge) {
        of(request.category).scheduled.up(gauge);
        request.disk.tally.scheduled.up(gauge);
        all.up(gauge);
    }

    void down(Request request, int gauge) {
        of(request.category).scheduled.down(gauge);
        request.disk.tally.scheduled.down(gauge);
        all.down(gauge);
    }

    void took(Request request, long nanos) {
        of(request.category).scheduled.took(nanos);
        request.disk.tally.scheduled.took(nanos);
    }

    IoStats total() {
        long[] sums = new long[Counters.SIZE];
        for (Tally tally : tallies) {
            tally.addTo(sums);
        }
        sums[Counters.MAX_IN_FLIGHT] = all.get(Counters.MAX_IN_FLIGHT);
        sums[Counters.MAX_QUEUED] = all.get(Counters.MAX_QUEUED);
        return new IoStats(sums);
    }
}
