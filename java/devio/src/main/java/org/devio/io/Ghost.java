package org.devio.io;

/**
 * What the kernel still owns of a request that is over for its caller.
 *
 * @param disk whose
 * @param file the descriptor, in use
 * @param block the memory it may still write to or read from; null for a flush
 * @param locked whether the block's range is still locked for writing
 */
record Ghost(Disk disk, OpenFile file, Block block, boolean locked) {}
