/**
 * Contexts, devices, limits and callbacks: who may read what, when, and who is told.
 *
 * <p>Carries LVM's words for <em>why</em> a read is made and understands no LVM byte. Leans on
 * {@code org.devio.engine} and, for limits that lvm.conf sets, on {@code org.devio.config}.
 *
 * <p>Who watches sees it as {@link org.devio.io.IoStats}, which is always on; as messages of logger
 * {@code org.devio.io} (contexts and devices at DEBUG, each I/O at TRACE); and, where module {@code
 * jdk.jfr} is, as the events {@code org.devio.SlowIo} (threshold 20 ms unless the recording says
 * otherwise), {@code FailedIo}, {@code ContextOpened}, {@code ContextReset} and {@code
 * ContextClosed} of Flight Recorder. Loggers and recordings are noticed at the next poll.
 */
package org.devio.io;
