package org.devio.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a metadata text lies on the device, and how to know that it is whole. The text may run past
 * the end of its ring; then it goes on at the ring's start.
 *
 * @param extents one area, or more in reading order; none is empty
 * @param checksum {@link LvmCrc} over all extents
 */
public record TextLocation(List<DiskArea> extents, int checksum) {
    /**
     * The longest text that is read, in bytes; sixty thousand logical volumes. lvm2 reads half as
     * much unless its {@code io_memory_size} is raised.
     */
    public static final int MAX_BYTES = 16 << 20;

    /** Keeps a copy of the extents. */
    public TextLocation {
        extents = List.copyOf(extents);
    }

    /**
     * How long the text is.
     *
     * @return bytes with the final NUL; 1 to {@link #MAX_BYTES}
     */
    public int length() {
        int length = 0;
        for (DiskArea extent : extents) {
            length += (int) extent.size();
        }
        return length;
    }

    /**
     * Cuts the text at a place on the device, so that what lies before can be taken from what was
     * read already.
     *
     * @param offset where; need not be in the text
     * @return the same text, of which no extent lies on both sides
     */
    public TextLocation cutAt(long offset) {
        List<DiskArea> pieces = new ArrayList<>();
        for (DiskArea extent : extents) {
            long before = offset - extent.offset();
            if (before > 0 && before < extent.size()) {
                pieces.add(new DiskArea(extent.offset(), before));
                pieces.add(new DiskArea(offset, extent.size() - before));
            } else {
                pieces.add(extent);
            }
        }
        return new TextLocation(pieces, checksum);
    }

    /**
     * Checks the text against its checksum.
     *
     * @param parts what was read from each of {@link #extents}, from index 0 to the limit
     * @throws IllegalArgumentException if the parts are not as many and as long as the extents
     * @throws LvmFormatException if the checksum does not match
     */
    public void verify(ByteBuffer... parts) throws LvmFormatException {
        demandMatching(parts);
        int crc = LvmCrc.INITIAL;
        for (ByteBuffer part : parts) {
            crc = LvmCrc.update(crc, part, 0, part.limit());
        }
        if (crc != checksum) {
            throw new LvmFormatException(
                    extents.get(0).offset(),
                    String.format(
                            "VG metadata of %d bytes: checksum is %08x, header says %08x",
                            length(), crc, checksum));
        }
    }

    /**
     * Copies the text into one piece.
     *
     * @param parts what was read from each of {@link #extents}, from index 0 to the limit
     * @return the text
     * @throws IllegalArgumentException if the parts are not as many and as long as the extents
     */
    public byte[] join(ByteBuffer... parts) {
        demandMatching(parts);
        byte[] text = new byte[length()];
        int filled = 0;
        for (ByteBuffer part : parts) {
            part.get(0, text, filled, part.limit());
            filled += part.limit();
        }
        return text;
    }

    private void demandMatching(ByteBuffer[] parts) {
        if (parts.length != extents.size()) {
            throw new IllegalArgumentException(
                    parts.length + " parts for a text of " + extents.size() + " extents");
        }
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].limit() != extents.get(i).size()) {
                throw new IllegalArgumentException(
                        "part "
                                + i
                                + " has "
                                + parts[i].limit()
                                + " bytes, expected "
                                + extents.get(i).size());
            }
        }
    }
}
