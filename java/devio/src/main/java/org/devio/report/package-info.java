/**
 * Reports of physical volumes, volume groups and logical volumes in lvm2's own forms: its fields,
 * their order and abbreviations, its units, tables and JSON. Pure: a scan's result in, text out.
 *
 * <p>Fields are rows of tables ({@code PvFields}, {@code VgFields}, {@code LvFields}, ...); to add
 * one is to add a line. The entries ({@code PvEntry}, {@code VgEntry}, {@code LvEntry}) say what
 * lvm2 would say of one volume.
 */
package org.devio.report;
