package org.devio.io;

/**
 * What a context has done since it was opened.
 *
 * @param submitted physical reads and writes that were issued
 * @param completed reads and writes that were delivered to callbacks without failure
 * @param failed those that were delivered with one
 * @param cached reads that a kept block answered
 * @param bytes bytes moved by physical I/O
 * @param inFlight requests in the kernel now
 * @param queued requests that wait for their turn now
 */
public record IoStats(
        long submitted,
        long completed,
        long failed,
        long cached,
        long bytes,
        int inFlight,
        int queued) {}
