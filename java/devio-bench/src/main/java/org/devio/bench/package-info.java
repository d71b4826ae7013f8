/**
 * Measures devio side by side with others who do the same I/O: {@link org.devio.bench.SideBySide}
 * for random reads and writes, {@link org.devio.bench.ScanSideBySide} for scans. The parts are
 * measured by JMH in {@code org.devio.bench.micro}.
 *
 * <p>No figure means much alone on a shared machine. What is published are ratios to the floor, a C
 * loop that does nothing but the I/O, taken in the same round.
 */
package org.devio.bench;
