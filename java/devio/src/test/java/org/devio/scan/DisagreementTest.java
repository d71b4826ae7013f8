package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;
import org.devio.format.LvmFormatException;
import org.devio.format.MdaHeader;
import org.devio.io.IoContext;
import org.devio.metadata.VolumeGroup;
import org.devio.testing.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scans disks that do not agree with each other, or with themselves. */
class DisagreementTest {
    @TempDir Path directory;

    private static ScanReport scan(List<Path> disks, String... options)
            throws IOException, LvmFormatException {
        ConfigTree tree = ConfigTree.empty();
        for (String option : options) {
            tree = tree.withOption(option);
        }
        try (IoContext context = IoContext.open()) {
            return new LvmScanner(context).scan(disks, ScanOptions.of(LvmConf.of(tree)));
        }
    }

    private static List<String> problems(String name, String... options)
            throws IOException, LvmFormatException {
        return scan(List.copyOf(Corpus.named(name).disks().values()), options).problems().stream()
                .map(
                        problem ->
                                problem.device().map(p -> p.getFileName() + ": ").orElse("")
                                        + problem.message())
                .toList();
    }

    private static String joined(String name, String... options)
            throws IOException, LvmFormatException {
        return String.join("\n", problems(name, options));
    }

    @Test
    void severalGroupsOfOneNameAreOneLine() throws Exception {
        List<String> ids =
                Corpus.named("vg-dupname").vgs().stream().map(row -> row.get("vg_uuid")).toList();

        assertEquals(
                List.of("VG name vg1 is used by 2 VGs: %s, %s".formatted(ids.get(1), ids.get(0))),
                problems("vg-dupname"));
    }

    @Test
    void threeGroupsOfOneNameAreOneLineToo() throws Exception {
        List<Path> disks = new ArrayList<>(Corpus.named("vg-dupname").disks().values());
        disks.addAll(Corpus.named("vg-1").disks().values());

        ScanReport report = scan(disks);

        String ids =
                report.volumeGroups().stream()
                        .map(group -> group.metadata().id().dashed())
                        .collect(Collectors.joining(", "));
        assertEquals(3, report.volumeGroups().size());
        assertEquals(
                List.of("VG name vg1 is used by 3 VGs: " + ids),
                report.groupProblems().stream().map(Problem::message).toList());
    }

    @Test
    void aGroupOfAnotherHostIsForeignUnlessTheSettingsSayOtherwise() throws Exception {
        String foreign = "VG vg1 belongs to the host with system ID other-host";

        assertEquals(List.of(foreign), problems("vg-systemid"));
        assertEquals(List.of(), problems("vg-systemid", "local/extra_system_ids=[\"other-host\"]"));
        assertEquals(
                List.of(),
                problems(
                        "vg-systemid",
                        "global/system_id_source=\"lvmlocal\"",
                        "local/system_id=\"other-host\""));
        Path file = Files.writeString(directory.resolve("id"), "# ours\n\nother-host\n");
        assertEquals(
                List.of(),
                problems(
                        "vg-systemid",
                        "global/system_id_source=\"file\"",
                        "global/system_id_file=\"" + file + "\""));
    }

    @Test
    void aReturnedVolumeIsSaidToBeBack() throws Exception {
        String said = joined("bad-missingflag");

        assertTrue(said.contains("back again: VG vg1 was changed while it was missing"), said);
    }

    @Test
    void anOutdatedVolumeIsSaidToHaveBeenDropped() throws Exception {
        List<Path> disks = List.copyOf(Corpus.named("bad-missingflag").disks().values());
        List<ScannedDevice> devices = scan(disks).devices();
        String outdated = devices.get(2).label().orElseThrow().pvUuid().dashed();

        String said =
                Assembly.of(
                                devices.stream()
                                        .map(device -> replacing(device, outdated))
                                        .toList(),
                                Set.of())
                        .problems()
                        .toString();

        assertTrue(
                said.contains("metadata area 1 holds VG vg1, which has since dropped this PV"),
                said);
    }

    @ParameterizedTest
    @CsvSource({
        "bad-missingpv, PV_MISSING, true, true, 0",
        "bad-oldseqno, OLD_SEQNO, true, false, 1",
        "bad-dup, DUPLICATE, false, true, 0"
    })
    void aProblemSaysByItselfWhatItIsAndWhatItIsAbout(
            String name, Problem.Kind kind, boolean hasGroup, boolean hasPv, int area)
            throws Exception {
        Problem problem =
                scan(List.copyOf(Corpus.named(name).disks().values())).problems().stream()
                        .filter(one -> one.kind() == kind)
                        .findFirst()
                        .orElseThrow();

        assertEquals(Problem.Severity.WARNING, problem.severity());
        assertEquals(hasGroup, problem.volumeGroup().isPresent());
        assertEquals(hasPv, problem.physicalVolume().isPresent());
        assertEquals(area, problem.metadataArea().orElse(0));
    }

    @Test
    void whatCannotBeReadIsNoTimeOut() throws Exception {
        Path missing = directory.resolve("missing");

        Problem problem = scan(List.of(missing)).problems().get(0);

        assertEquals(Problem.Kind.UNREADABLE, problem.kind());
        assertEquals(Optional.of(missing), problem.device());
    }

    /** A device whose newest texts have another PV in the place of one. */
    private static ScannedDevice replacing(ScannedDevice device, String pv) {
        List<ScannedArea> areas = new ArrayList<>();
        for (ScannedArea area : device.areas()) {
            VolumeGroup group = area.volumeGroup().orElseThrow();
            String text = new String(group.toDiskText(), StandardCharsets.UTF_8);
            try {
                VolumeGroup other =
                        VolumeGroup.parse(
                                text.replace(pv, "aaaaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaaaa")
                                        .getBytes(StandardCharsets.UTF_8));
                areas.add(
                        new ScannedArea(
                                area.number(),
                                area.area(),
                                area.header(),
                                Optional.of(group.seqno() > 2 ? other : group)));
            } catch (LvmFormatException e) {
                throw new AssertionError(e);
            }
        }
        return new ScannedDevice(
                device.path(),
                device.file(),
                device.partition(),
                device.size(),
                device.deviceNumber(),
                device.label(),
                areas,
                device.lvm1(),
                device.pool(),
                device.problems());
    }

    @Test
    void whatWasNotCommittedIsSaid() throws Exception {
        List<String> begun = new ArrayList<>();
        for (String name : List.of("crash-1", "crash-6", "crash-8", "crash-9", "crash-10")) {
            if (joined(name).contains("holds an update that is not committed")) {
                begun.add(name);
            }
        }

        assertEquals(List.of("crash-8", "crash-9", "crash-10"), begun);
    }

    @Test
    void aDeviceSmallerThanItsVolumeIsSaidToBe() throws Exception {
        String said = joined("bad-short", "devices/pv_min_size=512");

        assertTrue(said.contains("was it resized?"), said);
    }

    @Test
    void aHeaderThatGivesItsAreaAnotherSizeThanTheLabelIsNoted() throws Exception {
        Path image = directory.resolve("size.img");
        Files.copy(Corpus.named("pv-default").disks().get("@d1@"), image);
        DiskArea area =
                scan(List.of(image)).devices().get(0).label().orElseThrow().metadataAreas().get(0);
        try (FileChannel file =
                FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(MdaHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.read(header, area.offset());
            header.putLong(32, area.size() / 2);
            header.putInt(0, LvmCrc.of(header, 4, MdaHeader.BYTES - 4));
            file.write(header.flip(), area.offset());
        }

        ScanReport report = scan(List.of(image));

        assertEquals(
                "metadata area 1 at %d: has %d bytes by its header, %d by the label"
                        .formatted(area.offset(), area.size() / 2, area.size()),
                report.problems().get(0).message());
    }
}
