/**
 * What lvm2's {@code pvs}, {@code vgs} and {@code lvs} say of what a scan found: rows of typed
 * values for programs, and the same rows as lvm2's tables and JSON.
 *
 * <p>A {@link org.devio.report.Report} is planned by a {@link org.devio.report.Query} and gives a
 * {@link org.devio.report.Table}; a {@link org.devio.report.Column} is one of lvm2's fields. Fields
 * are lines of tables ({@code PvFields}, {@code VgFields}, {@code LvFields}, ...); to add one is to
 * add a line. What a field says is asked of the entries in {@code org.devio.report.internal}.
 *
 * <p>Pure: reads no device and asks no kernel but through {@link org.devio.report.KernelState}.
 * Leans on {@code org.devio.scan}, {@code org.devio.metadata}, {@code org.devio.config} and {@code
 * org.devio.format}.
 */
package org.devio.report;
