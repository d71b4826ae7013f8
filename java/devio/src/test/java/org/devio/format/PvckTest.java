package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.devio.testing.Corpus;
import org.devio.testing.CorpusCase;
import org.devio.testing.DiskImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of labels and metadata headers is what lvm2's {@code pvck --dump headers} shows. */
class PvckTest {
    /** A disk and what pvck says of it. */
    record Disk(String name, DiskImage image, List<String> dump) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Disks of which pvck shows a good label; it only looks in sector 1. */
    static Stream<Disk> disks() {
        List<Disk> disks = new ArrayList<>();
        for (CorpusCase one : Corpus.cases()) {
            one.disks()
                    .forEach(
                            (device, path) ->
                                    disks.add(
                                            new Disk(
                                                    one.name() + " " + device,
                                                    new DiskImage(path, one.deviceOffset()),
                                                    one.lines(
                                                            "pvck-headers."
                                                                    + device.replace("@", "")))));
        }
        return disks.stream()
                .filter(disk -> disk.dump().contains("  label_header.id LABELONE"))
                .filter(disk -> disk.dump().stream().noneMatch(PvckTest::doubtsTheLabel));
    }

    @ParameterizedTest
    @MethodSource("disks")
    void labelHasTheFieldsThatPvckShows(Disk disk) {
        PvLabel label = disk.image().label().label().orElseThrow();

        Map<String, String> ours = new TreeMap<>();
        ours.put("pv_header.pv_uuid", label.pvUuid().compact());
        ours.put("pv_header.device_size", "" + label.deviceSize());
        List<DiskArea> areas = new ArrayList<>(label.dataAreas());
        areas.add(new DiskArea(0, 0));
        areas.addAll(label.metadataAreas());
        areas.add(new DiskArea(0, 0));
        putAreas(ours, "pv_header", areas);
        ours.put("pv_header_extension.version", "" + label.extensionVersion());
        ours.put("pv_header_extension.flags", "" + label.extensionFlags());
        List<DiskArea> bootloaderAreas = new ArrayList<>(label.bootloaderAreas());
        bootloaderAreas.add(new DiskArea(0, 0));
        putAreas(ours, "pv_header_extension", bootloaderAreas);

        assertEquals(fields(disk, "pv_header"), ours);
    }

    @ParameterizedTest
    @MethodSource("disks")
    void metadataHeadersHaveTheFieldsThatPvckShows(Disk disk) {
        Map<String, String> ours = new TreeMap<>();
        List<DiskArea> areas = disk.image().label().label().orElseThrow().metadataAreas();
        for (int i = 0; i < areas.size(); i++) {
            String prefix = "mda_header_" + (i + 1);
            try {
                MdaHeader header = disk.image().header(areas.get(i));
                ours.put(prefix + ".version", "1");
                ours.put(prefix + ".start", "" + header.area().offset());
                ours.put(prefix + ".size", "" + header.area().size());
                putSlots(ours, prefix, header.slots());
            } catch (LvmFormatException e) {
                ours.put(prefix, "doubtful");
            }
        }

        assertEquals(metadataHeaders(disk), ours);
    }

    private static boolean doubtsTheLabel(String line) {
        return line.startsWith("  CHECK: label_header");
    }

    /** Fields of the headers that pvck believes; one line for each that it doubts. */
    private static Map<String, String> metadataHeaders(Disk disk) {
        Map<String, String> fields = fields(disk, "mda_header");
        fields.keySet().removeIf(key -> key.endsWith(".magic") || key.matches("[^.]*[.]checksum"));
        for (String line : disk.dump()) {
            boolean isDoubt =
                    line.matches(
                            "  (CHECK: mda_header_\\d[.](checksum|magic|version|start) .*"
                                    + "|CHECK: failed to read .*)");
            if (isDoubt) {
                String header = line.replaceFirst(".*(mda_header_\\d).*", "$1");
                fields.keySet().removeIf(key -> key.startsWith(header));
                fields.put(header, "doubtful");
            }
        }
        return fields;
    }

    /** The lines {@code key value} that begin with a prefix. */
    private static Map<String, String> fields(Disk disk, String prefix) {
        Map<String, String> fields = new TreeMap<>();
        for (String line : disk.dump()) {
            String[] words = line.strip().split(" ", -1);
            if (words[0].startsWith(prefix) && words[0].contains(".") && !words[1].equals("at")) {
                fields.put(words[0], words[1]);
            }
        }
        return fields;
    }

    private static void putAreas(Map<String, String> into, String prefix, List<DiskArea> areas) {
        for (int i = 0; i < areas.size(); i++) {
            into.put(prefix + ".disk_locn[" + i + "].offset", "" + areas.get(i).offset());
            into.put(prefix + ".disk_locn[" + i + "].size", "" + areas.get(i).size());
        }
    }

    private static void putSlots(Map<String, String> into, String prefix, List<RawLocation> slots) {
        for (int i = 0; i < slots.size(); i++) {
            String slot = prefix + ".raw_locn[" + i + "].";
            into.put(slot + "offset", "" + slots.get(i).offset());
            into.put(slot + "size", "" + slots.get(i).size());
            into.put(slot + "checksum", "0x" + Integer.toHexString(slots.get(i).checksum()));
            into.put(slot + "flags", "0x" + Integer.toHexString(slots.get(i).flags()));
        }
    }
}
