/**
 * What lvm2 would say of one volume group, physical volume, logical volume or segment: the entries
 * that the fields of reports are asked of, and the view of a logical volume among the others of its
 * group.
 *
 * <p>Not exported. Leans on {@code org.devio.scan}, {@code org.devio.metadata} and {@code
 * org.devio.format}; knows no field, table or option.
 */
package org.devio.report.internal;
