package org.devio.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.devio.testing.Corpus;
import org.devio.testing.CorpusCase;
import org.devio.testing.DiskImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we read from disks made by lvm2 is what lvm2 reads. */
class CorpusTest {
    /** Where lvm2 hides what it could read, because the group belongs to another host. */
    private static final String FOREIGN = "vg-systemid";

    /** lvm2 does not look at smaller devices; we do. */
    private static final long LVM2_SMALLEST_DEVICE = 2 << 20;

    static List<CorpusCase> cases() {
        return Corpus.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void labelsAreThoseThatLvm2Finds(CorpusCase one) {
        Map<String, String> ours = new TreeMap<>();
        one.disks()
                .forEach(
                        (device, path) -> {
                            DiskImage image = new DiskImage(path, one.deviceOffset());
                            if (path.toFile().length() >= LVM2_SMALLEST_DEVICE) {
                                image.label()
                                        .label()
                                        .ifPresent(l -> ours.put(device, l.pvUuid().dashed()));
                            }
                        });

        if (!one.name().equals(FOREIGN)) {
            assertEquals(lvm2Labels(one), ours);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void groupsAreThoseThatLvm2Reports(CorpusCase one) {
        Map<String, VolumeGroup> ours = groups(one);

        for (Map<String, String> row : one.vgs()) {
            VolumeGroup group = ours.get(row.get("vg_uuid"));
            assertEquals(describeGroup(row), describeGroup(group), "VG " + row.get("vg_name"));
        }
        if (!one.name().equals(FOREIGN)) {
            assertEquals(one.vgs().size(), ours.size(), "number of VGs");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void physicalVolumesAreThoseThatLvm2Reports(CorpusCase one) {
        Map<String, VolumeGroup> ours = groups(one);

        for (Map<String, String> row : one.pvs()) {
            if (row.get("vg_uuid").isEmpty() || !row.get("pv_duplicate").isEmpty()) {
                continue;
            }
            VolumeGroup group = ours.get(row.get("vg_uuid"));
            PhysicalVolume volume =
                    group.physicalVolumes().values().stream()
                            .filter(pv -> pv.id().dashed().equals(row.get("pv_uuid")))
                            .findFirst()
                            .orElseThrow();
            assertEquals(
                    pick(
                            row,
                            "pv_pe_count",
                            "pv_pe_alloc_count",
                            "pv_size",
                            "pv_free",
                            "pe_start",
                            "pv_allocatable",
                            "pv_exported",
                            "pv_tags",
                            "pv_ba_start",
                            "pv_ba_size"),
                    Map.of(
                            "pv_pe_count", "" + volume.peCount(),
                            "pv_pe_alloc_count", "" + volume.allocatedCount(),
                            "pv_size", "" + group.bytesOf(volume.peCount()),
                            "pv_free", "" + group.bytesOf(volume.freeCount()),
                            "pe_start", "" + volume.peStartSectors() * 512,
                            "pv_allocatable", volume.isAllocatable() ? "allocatable" : "",
                            "pv_exported", group.isExported() ? "exported" : "",
                            "pv_tags", sorted(volume.tags()),
                            "pv_ba_start", "" + volume.baStartSectors() * 512,
                            "pv_ba_size", "" + volume.baSizeSectors() * 512),
                    "PV " + row.get("pv_name"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logicalVolumesAreThoseThatLvm2Reports(CorpusCase one) {
        List<String> ours = new ArrayList<>();
        for (VolumeGroup group : groups(one).values()) {
            // lvs passes over those of exported groups.
            for (LogicalVolume volume :
                    group.isExported()
                            ? List.<LogicalVolume>of()
                            : group.reportedLogicalVolumes()) {
                ours.add(describeVolume(group, volume));
            }
        }
        List<String> theirs = one.lvs().stream().map(CorpusTest::describeVolume).toList();

        assertEquals(
                theirs.stream().sorted().collect(Collectors.joining("\n")),
                ours.stream().sorted().collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void extentsAreAllocatedAsLvm2Says(CorpusCase one) {
        Map<String, String> devices = new HashMap<>();
        one.pvs().stream()
                .filter(row -> row.get("pv_duplicate").isEmpty())
                .forEach(row -> devices.put(row.get("pv_uuid"), row.get("pv_name")));
        List<String> ours = new ArrayList<>();
        for (VolumeGroup group : groups(one).values()) {
            for (PhysicalVolume pv : group.physicalVolumes().values()) {
                for (Allocation run : pv.allocations()) {
                    LogicalVolume user = group.logicalVolumes().get(run.logicalVolume());
                    String device = devices.getOrDefault(pv.id().dashed(), "[unknown]");
                    String shown = user.isVisible() ? user.name() : "[" + user.name() + "]";
                    ours.add(
                            device
                                    + " "
                                    + run.firstExtent()
                                    + "+"
                                    + run.extentCount()
                                    + " "
                                    + shown);
                }
            }
        }
        List<String> theirs =
                one.pvSegments().stream()
                        .filter(row -> !row.get("lv_name").isEmpty())
                        .map(
                                row ->
                                        row.get("pv_name")
                                                + " "
                                                + row.get("pvseg_start")
                                                + "+"
                                                + row.get("pvseg_size")
                                                + " "
                                                + row.get("lv_name"))
                        .toList();

        assertEquals(
                theirs.stream().sorted().collect(Collectors.joining("\n")),
                ours.stream().sorted().collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everySectorThatLvm2WarnsOfHasANote(CorpusCase one) {
        long warned = one.warnings().stream().filter(line -> line.contains("abel")).count();
        long noted =
                one.disks().values().stream()
                        .mapToLong(d -> new DiskImage(d, one.deviceOffset()).label().notes().size())
                        .sum();

        assertTrue(warned <= noted, one.warnings() + " gave " + noted + " notes");
    }

    /** The newest group of each UUID on the disks of a case. */
    private static Map<String, VolumeGroup> groups(CorpusCase one) {
        Map<String, VolumeGroup> newest = new TreeMap<>();
        for (var image : one.disks().values()) {
            for (VolumeGroup group : new DiskImage(image, one.deviceOffset()).volumeGroups()) {
                newest.merge(group.id().dashed(), group, (a, b) -> a.seqno() >= b.seqno() ? a : b);
            }
        }
        return newest;
    }

    private static Map<String, String> lvm2Labels(CorpusCase one) {
        Map<String, String> labels = new TreeMap<>();
        for (Map<String, String> row : one.pvs()) {
            if (row.get("pv_name").startsWith("@") && !row.get("pv_uuid").isEmpty()) {
                labels.put(row.get("pv_name"), row.get("pv_uuid"));
            }
        }
        return labels;
    }

    private static Map<String, String> describeGroup(Map<String, String> row) {
        return pick(
                row,
                "vg_name",
                "vg_seqno",
                "vg_size",
                "vg_free",
                "vg_extent_size",
                "vg_extent_count",
                "vg_free_count",
                "pv_count",
                "lv_count",
                "max_lv",
                "max_pv",
                "vg_exported",
                "vg_tags",
                "vg_allocation_policy");
    }

    private static Map<String, String> describeGroup(VolumeGroup group) {
        Map<String, String> row = new HashMap<>();
        row.put("vg_name", group.name());
        row.put("vg_seqno", "" + group.seqno());
        row.put("vg_size", "" + group.bytesOf(group.extentCount()));
        row.put("vg_free", "" + group.bytesOf(group.freeCount()));
        row.put("vg_extent_size", "" + group.bytesOf(1));
        row.put("vg_extent_count", "" + group.extentCount());
        row.put("vg_free_count", "" + group.freeCount());
        row.put("pv_count", "" + group.physicalVolumes().size());
        row.put(
                "lv_count",
                "" + group.reportedLogicalVolumes().stream().filter(lv -> lv.isVisible()).count());
        row.put("max_lv", "" + group.maxLv());
        row.put("max_pv", "" + group.maxPv());
        row.put("vg_exported", group.isExported() ? "exported" : "");
        row.put("vg_tags", sorted(group.tags()));
        row.put("vg_allocation_policy", group.allocationPolicy().orElse("normal"));
        return row;
    }

    private static String describeVolume(Map<String, String> row) {
        return String.join(
                " ",
                row.get("lv_full_name"),
                row.get("lv_name"),
                row.get("lv_uuid"),
                row.get("lv_size"),
                row.get("seg_count"),
                row.get("lv_attr").substring(1, 2),
                row.get("lv_tags"),
                row.get("lv_host"));
    }

    private static String describeVolume(VolumeGroup group, LogicalVolume volume) {
        return String.join(
                " ",
                group.name() + "/" + volume.name(),
                volume.isVisible() ? volume.name() : "[" + volume.name() + "]",
                volume.id().dashed(),
                "" + group.bytesOf(volume.extentCount()),
                "" + volume.segments().size(),
                volume.isWritable() ? "w" : "r",
                sorted(volume.tags()),
                volume.creationHost().orElse(""));
    }

    private static String sorted(List<String> tags) {
        return tags.stream().sorted().collect(Collectors.joining(","));
    }

    private static Map<String, String> pick(Map<String, String> row, String... keys) {
        Map<String, String> picked = new HashMap<>();
        for (String key : keys) {
            picked.put(key, row.get(key));
        }
        return picked;
    }
}
