package org.devio.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.devio.format.LvmCrc;
import org.devio.format.MdaHeader;
import org.devio.format.Sector;

/** Writes an image with a physical volume whose metadata is any text. */
public final class MadeDisk {
    private static final int AREA_OFFSET = 4096;
    private static final int AREA_BYTES = 32 << 20;
    private static final long DISK_BYTES = 64 << 20;

    private MadeDisk() {}

    /**
     * Writes it.
     *
     * @param disk where to
     * @param uuid of the physical volume, without dashes
     * @param text of its group, without the NUL that ends it
     */
    public static void write(Path disk, String uuid, byte[] text) throws IOException {
        ByteBuffer ended = ByteBuffer.allocate(text.length + 1).put(0, text);
        try (FileChannel channel =
                FileChannel.open(disk, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(label(uuid), Sector.BYTES);
            channel.write(header(ended), AREA_OFFSET);
            channel.write(ended, AREA_OFFSET + MdaHeader.BYTES);
            channel.write(ByteBuffer.allocate(1), DISK_BYTES - 1);
        }
    }

    private static ByteBuffer label(String uuid) {
        ByteBuffer label = sector().put(ascii("LABELONE")).putLong(1).putInt(0).putInt(32);
        label.put(ascii("LVM2 001")).put(ascii(uuid)).putLong(DISK_BYTES);
        label.putLong(AREA_OFFSET + AREA_BYTES).putLong(0).putLong(0).putLong(0);
        label.putLong(AREA_OFFSET).putLong(AREA_BYTES).putLong(0).putLong(0);
        label.putInt(2).putInt(1);
        return label.putInt(16, LvmCrc.of(label, 20, Sector.BYTES - 20)).rewind();
    }

    private static ByteBuffer header(ByteBuffer text) {
        ByteBuffer header = sector().putInt(0).put(ascii(MdaHeader.MAGIC));
        header.putInt(MdaHeader.VERSION).putLong(AREA_OFFSET).putLong(AREA_BYTES);
        header.putLong(MdaHeader.BYTES).putLong(text.limit());
        header.putInt(LvmCrc.of(text, 0, text.limit()));
        return header.putInt(0, LvmCrc.of(header, 4, MdaHeader.BYTES - 4)).rewind();
    }

    private static ByteBuffer sector() {
        return ByteBuffer.allocate(Sector.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
