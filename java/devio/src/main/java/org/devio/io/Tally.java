package org.devio.io;

import java.util.List;

/** What was done for one category or one device: under the turn, and by blocking calls. */
final class Tally {
    final Counters scheduled = new Counters();
    final Counters blocking = new Counters.Shared();

    IoStats snapshot() {
        return new IoStats(Counters.sum(List.of(scheduled, blocking)));
    }
}
