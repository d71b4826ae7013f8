package org.devio.format;

/**
 * The logical sectors of a device.
 *
 * @param sectorBytes bytes of one; a power of two of at least 512
 * @param count how many whole ones
 */
record SectorSpan(int sectorBytes, long count) {
    /**
     * Counts them.
     *
     * @throws IllegalArgumentException if there can be no such device
     */
    static SectorSpan of(long deviceBytes, int sectorBytes) {
        if (deviceBytes < 0 || sectorBytes < Sector.BYTES || Integer.bitCount(sectorBytes) != 1) {
            throw new IllegalArgumentException(
                    "no device has %d bytes in sectors of %d".formatted(deviceBytes, sectorBytes));
        }
        return new SectorSpan(sectorBytes, deviceBytes / sectorBytes);
    }

    /** The last sector; -1 if there is none. */
    long last() {
        return count - 1;
    }

    long bytes() {
        return count * sectorBytes;
    }

    /** Whether so many bytes from the start of a sector are on the device. */
    boolean holds(long sector, long size) {
        return sector >= 0 && sector < count && size <= (count - sector) * sectorBytes;
    }
}
