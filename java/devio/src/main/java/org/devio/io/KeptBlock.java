package org.devio.io;

/** The last block that was read of one stream of a disk, if it is kept. */
final class KeptBlock {
    /** Null if none is kept; then this is in no list. */
    Block block;

    /** Whether it was of use, or replaced, since it came to its place in the list. */
    boolean used;

    /** Neighbours in the list of {@link KeptBlocks}. */
    KeptBlock older;

    KeptBlock newer;
}
