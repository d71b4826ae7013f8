package org.devio.cli.report;

/**
 * The kernel's number of a device, taken apart as glibc's {@code major} and {@code minor} do.
 *
 * @param number {@code st_rdev}; 0 for a file
 */
record DeviceNumber(long number) {
    String major() {
        return Long.toString(number >>> 8 & 0xfff | number >>> 32 & 0xfffff000L);
    }

    String minor() {
        return Long.toString(number & 0xff | number >>> 12 & 0xffffff00L);
    }
}
