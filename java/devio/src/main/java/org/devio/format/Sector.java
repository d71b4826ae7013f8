package org.devio.format;

/**
 * The sector in which LVM, partition tables and the kernel count, however large those of a device
 * are.
 */
public final class Sector {
    /** Its bytes. */
    public static final int BYTES = 512;

    private Sector() {}
}
