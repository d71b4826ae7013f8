/**
 * Contexts, devices, limits and callbacks: who may read what, when, and who is told.
 *
 * <p>Carries LVM's words for <em>why</em> a read is made and understands no LVM byte. Leans on
 * {@code org.devio.engine} and the JDK.
 */
package org.devio.io;
