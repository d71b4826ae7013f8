package org.devio.volume;

/** Where copies, or data and its parity, are known to agree. */
@FunctionalInterface
interface Synced {
    /** They agree everywhere. */
    Synced EVERYWHERE = offset -> Long.MAX_VALUE;

    /**
     * How far they agree from {@code offset} on; negative: how far they need not.
     *
     * @param offset of the array or of each image, as the type has it
     */
    long run(long offset);

    /** They agree below {@code end}. */
    static Synced below(long end) {
        return offset -> offset < end ? end - offset : -Long.MAX_VALUE;
    }
}
