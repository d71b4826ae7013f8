package org.devio.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.devio.format.LvmCrc;
import org.devio.format.LvmFormatException;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;

/**
 * Disks with the groups of {@code test-images/every-type.tar.xz}, written as {@code pvcreate} and
 * {@code vgcfgrestore} write them: those disks themselves were not kept.
 */
final class EveryType {
    private static final int SECTOR_BYTES = 512;
    private static final int AREA_OFFSET = 4096;
    private static final int AREA_BYTES = 1020 << 10;
    private static final long DISK_BYTES = 2L << 30;

    private EveryType() {}

    static List<String> lines(String file) {
        return Images.lines(folder().resolve(file));
    }

    /** The two disks of a group. */
    static List<Path> devicesOf(String name) {
        return devicesOf(name, text(name));
    }

    /** Disks with a group of another text. */
    static List<Path> devicesOf(String name, byte[] text) {
        List<Path> disks = new ArrayList<>();
        for (PhysicalVolume pv : group(text).physicalVolumes().values()) {
            Path disk = folder().resolve(name + "-" + pv.sectionName() + ".img");
            try {
                write(disk, pv, ByteBuffer.wrap(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            disks.add(disk);
        }
        return disks;
    }

    /** Replaces the names that the disks had for lvm2. */
    static List<String> withPlaceholders(String name, List<String> lines) {
        List<String> hints =
                group(text(name)).physicalVolumes().values().stream()
                        .map(pv -> pv.device().orElseThrow())
                        .toList();
        return lines.stream()
                .map(line -> JsonRows.withPlaceholders(line, hints.stream().map(Path::of).toList()))
                .toList();
    }

    private static VolumeGroup group(byte[] text) {
        try {
            return VolumeGroup.parse(text);
        } catch (LvmFormatException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] text(String name) {
        try {
            return Files.readAllBytes(folder().resolve(name + ".disk"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        return Images.unpacked("every-type");
    }

    private static void write(Path disk, PhysicalVolume pv, ByteBuffer text) throws IOException {
        ByteBuffer ended = ByteBuffer.allocate(text.limit() + 1).put(0, text, 0, text.limit());
        try (FileChannel channel =
                FileChannel.open(disk, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(label(pv), SECTOR_BYTES);
            channel.write(header(ended), AREA_OFFSET);
            channel.write(ended, AREA_OFFSET + SECTOR_BYTES);
            channel.write(ByteBuffer.allocate(1), DISK_BYTES - 1);
        }
    }

    private static ByteBuffer label(PhysicalVolume pv) {
        ByteBuffer label = sector().put(ascii("LABELONE")).putLong(1).putInt(0).putInt(32);
        label.put(ascii("LVM2 001")).put(ascii(pv.id().compact())).putLong(DISK_BYTES);
        label.putLong(pv.peStartSectors() * SECTOR_BYTES).putLong(0).putLong(0).putLong(0);
        label.putLong(AREA_OFFSET).putLong(AREA_BYTES).putLong(0).putLong(0);
        label.putInt(2).putInt(1);
        return label.putInt(16, LvmCrc.of(label, 20, SECTOR_BYTES - 20)).rewind();
    }

    private static ByteBuffer header(ByteBuffer text) {
        ByteBuffer header = sector().putInt(0).put(ascii(" LVM2 x[5A%r0N*>")).putInt(1);
        header.putLong(AREA_OFFSET).putLong(AREA_BYTES);
        header.putLong(SECTOR_BYTES).putLong(text.limit());
        header.putInt(LvmCrc.of(text, 0, text.limit()));
        return header.putInt(0, LvmCrc.of(header, 4, SECTOR_BYTES - 4)).rewind();
    }

    private static ByteBuffer sector() {
        return ByteBuffer.allocate(SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
