package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A file format for the disks of virtual machines in which the bytes of the disk do not stand where
 * they stand on the disk, so that the file has to be converted before anything on it can be found.
 *
 * <p>A VHD of fixed size is none: it is the disk itself with 512 bytes behind it. Neither are the
 * flat extents of a VMDK, whose descriptor is.
 */
public enum ImageFormat {
    /** Copy on write of QEMU, version 2 or 3. */
    QCOW2("qcow2", 0, "QFI\u00fb\0\0\0\2", "QFI\u00fb\0\0\0\3"),
    /** Its version 1. */
    QCOW("qcow", 0, "QFI\u00fb\0\0\0\1"),
    /** VMware: a sparse extent of either kind, or the descriptor of other files. */
    VMDK("VMDK", 0, "KDMV", "COWD", "# Disk DescriptorFile"),
    /** Virtual PC, Hyper-V: dynamic or differencing. */
    VHD("VHD", 0, "conectix"),
    /** Hyper-V. */
    VHDX("VHDX", 0, "vhdxfile"),
    /** VirtualBox. */
    VDI("VDI", 64, "\u007f\u0010\u00da\u00be");

    /** How many bytes of the start of a file tell, at most. Fewer do of a file that has no more. */
    public static final int SCAN_BYTES = 68;

    private final String displayName;
    private final int magicAt;
    private final byte[][] magics;

    ImageFormat(String displayName, int magicAt, String... magics) {
        this.displayName = displayName;
        this.magicAt = magicAt;
        this.magics =
                Arrays.stream(magics)
                        .map(magic -> magic.getBytes(StandardCharsets.ISO_8859_1))
                        .toArray(byte[][]::new);
    }

    /**
     * Looks for the magic number of a format.
     *
     * @param start the bytes of a file from its first on, from index 0 to the limit; any bytes, and
     *     any number of them. Position and byte order do not matter and stay as they are
     * @return the format; empty if it is none of these, as a disk image byte by byte is none
     */
    public static Optional<ImageFormat> find(ByteBuffer start) {
        Objects.requireNonNull(start, "start");
        for (ImageFormat format : values()) {
            for (byte[] magic : format.magics) {
                if (isAt(start, format.magicAt, magic)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(ByteBuffer start, int offset, byte[] magic) {
        if (start.limit() < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (start.get(offset + i) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * What people call it.
     *
     * @return a word, such as {@code qcow2}
     */
    public String displayName() {
        return displayName;
    }
}
