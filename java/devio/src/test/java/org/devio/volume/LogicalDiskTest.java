package org.devio.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.devio.io.BlockSource;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.LostBytesException;
import org.devio.testing.ContentBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogicalDiskTest {
    private static final Set<String> NONE = Set.of();

    private static VolumeReads reads(String bed, Set<String> missing) throws IOException {
        return new VolumeReads(ContentBed.named(bed).images(missing));
    }

    private static String sha256(String bed, String volume) {
        return ContentBed.named(bed).items().stream()
                .filter(item -> item.volume().equals(volume) && item.missing().isEmpty())
                .findFirst()
                .orElseThrow()
                .sha256();
    }

    private static String refusal(String bed, Set<String> missing, String volume)
            throws IOException {
        try (VolumeReads reads = reads(bed, missing)) {
            return assertThrows(UnreadableVolumeException.class, () -> reads.open(volume))
                    .getMessage();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IoConfig.Engine.class,
            names = {"AUTO", "THREADS", "SYNC", "JAVA"})
    void anyRangeIsReadAlikeByAllEngines(IoConfig.Engine engine) throws IOException {
        Random random = new Random(engine.ordinal());
        IoConfig config = IoConfig.defaults().withEngine(engine);
        for (String volume : List.of("vg/r0", "vg/r1", "vg/r10", "vg/r5ls", "vg/r6zr")) {
            Set<String> missing = volume.equals("vg/r0") ? Set.of() : Set.of("d1");
            try (VolumeReads reads =
                            new VolumeReads(config, ContentBed.named("raid-all").images(missing));
                    LogicalDisk disk = reads.open(volume)) {
                byte[] all = reads.read(disk, 0, (int) disk.size());
                assertEquals(sha256("raid-all", volume), VolumeReads.sha256(all), volume);
                for (int i = 0; i < 60; i++) {
                    int offset = random.nextInt(all.length);
                    int length = 1 + random.nextInt(Math.min(200_000, all.length - offset));
                    assertArrayEquals(
                            Arrays.copyOfRange(all, offset, offset + length),
                            reads.read(disk, offset, length),
                            volume + " " + length + " bytes at " + offset);
                }
            }
        }
    }

    @Test
    void aChannelReadsTheSameInPiecesOfAnySize() throws IOException {
        Random random = new Random(3);
        try (VolumeReads reads = reads("linear-striped", NONE);
                LogicalDisk disk = reads.open("vg/whole");
                SeekableByteChannel channel = disk.channel()) {
            byte[] all = reads.read(disk, 0, (int) disk.size());
            ByteBuffer read = ByteBuffer.allocate(all.length + 1);
            for (int got = 0; got >= 0; ) {
                int piece = 1 + random.nextInt(random.nextInt(10) == 0 ? 3_000_000 : 100_000);
                read.limit(Math.min(read.capacity(), read.position() + piece));
                got = channel.read(read);
                if (random.nextInt(20) == 0) {
                    channel.position(random.nextInt(all.length)).read(ByteBuffer.allocate(100));
                    channel.position(read.position());
                }
            }

            assertEquals(all.length, channel.position());
            assertArrayEquals(all, Arrays.copyOf(read.array(), read.position()));
        }
    }

    @Test
    void aChannelReadsUpToWhatIsLostAndThenSaysSo() throws IOException {
        try (VolumeReads reads = reads("linear-striped", Set.of("d3"));
                LogicalDisk disk = reads.open("vg/linmulti");
                SeekableByteChannel channel = disk.channel()) {
            VolumeExtent lost =
                    VolumeReads.extents(disk).stream()
                            .filter(extent -> extent.kind() == VolumeExtent.Kind.LOST)
                            .findFirst()
                            .orElseThrow();
            channel.position(lost.offset() - 1000);

            assertEquals(1000, channel.read(ByteBuffer.allocate(5000)));

            LostBytesException thrown =
                    assertThrows(
                            LostBytesException.class,
                            () -> channel.read(ByteBuffer.allocate(5000)));
            assertEquals(lost.offset(), thrown.offset());
            assertTrue(thrown.getMessage().contains("is missing"), thrown.getMessage());
            assertEquals(lost.offset(), channel.position());
        }
    }

    @Test
    void aChannelIsReadOnlyAndItsOwnToClose() throws IOException {
        try (VolumeReads reads = reads("linear-striped", NONE);
                LogicalDisk disk = reads.open("vg/tiny")) {
            SeekableByteChannel channel = disk.channel();

            assertThrows(
                    NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
            assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
            channel.close();

            assertThrows(ClosedChannelException.class, channel::position);
            assertEquals(512, reads.read(disk, 0, 512).length);
        }
    }

    @Test
    void bufferIsFilledFromItsPositionAndNotMoved() throws IOException {
        try (VolumeReads reads = reads("linear-striped", NONE);
                LogicalDisk disk = reads.open("vg/str3")) {
            ByteBuffer into = ByteBuffer.allocateDirect(3000).position(100).limit(2100);
            int[] calls = {0};

            disk.submitRead(0, into, IoCategory.LV, null, (result, none) -> calls[0]++);
            assertEquals(0, calls[0]);
            reads.context().drain();

            assertEquals(1, calls[0]);
            assertEquals(100, into.position());
            assertEquals(2100, into.limit());
            byte[] read = new byte[2000];
            into.get(100, read);
            assertArrayEquals(reads.read(disk, 0, 2000), read);
            assertEquals(0, into.clear().get(99) | into.get(2100));
        }
    }

    @Test
    void whatIsNowhereIsCalledBackInsideThePollToo() throws IOException {
        try (VolumeReads reads = reads("linear-striped", NONE);
                LogicalDisk zeros = reads.open("vg/zeros");
                LogicalDisk errors = reads.open("vg/errors")) {
            int[] calls = {0, 0};

            zeros.submitRead(
                    7, ByteBuffer.allocate(9), IoCategory.LV, calls, (result, n) -> n[0]++);
            errors.submitRead(
                    7,
                    ByteBuffer.allocate(9),
                    IoCategory.LV,
                    calls,
                    (result, n) -> n[1] += result.isFailed() ? 1 : 0);
            zeros.submitRead(
                    0, ByteBuffer.allocate(0), IoCategory.LV, calls, (result, n) -> n[0]++);
            assertArrayEquals(new int[] {0, 0}, calls);
            reads.context().drain();

            assertArrayEquals(new int[] {2, 1}, calls);
        }
    }

    @Test
    void aRangeOfAVolumeIsASourceOfItsOwn() throws IOException {
        try (VolumeReads reads = reads("linear-striped", NONE);
                LogicalDisk disk = reads.open("vg/mix")) {
            BlockSource range = disk.range(4096, 100_000).range(1000, 5000);
            ByteBuffer into = ByteBuffer.allocate(5000);

            range.submitRead(0, into, IoCategory.LV, null, (result, none) -> {});
            reads.context().drain();

            assertArrayEquals(reads.read(disk, 5096, 5000), into.array());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> range.submitRead(1, into, IoCategory.LV, null, (result, none) -> {}));
            assertThrows(IllegalArgumentException.class, () -> range.range(1, 5000));
        }
    }

    @Test
    void locateTellsWhereBytesLie() throws IOException {
        try (VolumeReads reads = reads("linear-striped", NONE);
                LogicalDisk disk = reads.open("vg/tiny")) {
            VolumeExtent only = VolumeReads.extents(disk).get(0);

            assertEquals(disk.size(), only.length());
            assertEquals(VolumeExtent.Kind.DATA, only.kind());
            assertEquals(
                    reads.context()
                            .openDevice(only.device().orElseThrow())
                            .read(only.deviceOffset(), 512, IoCategory.LV),
                    ByteBuffer.wrap(reads.read(disk, 0, 512)));
        }
    }

    @Test
    void aClosedDiskRefusesReads() throws IOException {
        try (VolumeReads reads = reads("linear-striped", NONE)) {
            LogicalDisk disk = reads.open("vg/tiny");
            disk.close();

            assertThrows(
                    IllegalStateException.class,
                    () ->
                            disk.submitRead(
                                    0,
                                    ByteBuffer.allocate(1),
                                    IoCategory.LV,
                                    null,
                                    (result, none) -> {}));
        }
    }

    // ---- what is refused, in words

    @Test
    void tooManyLostImagesAreNamed() throws IOException {
        String said = refusal("raid-all", Set.of("d1", "d2"), "vg/r5ls");

        assertTrue(
                said.startsWith(
                        "vg/r5ls: raid5_ls r5ls: 2 of 5 images cannot be read, 1 can be done"
                                + " without (image 0: PV "),
                said);
        assertTrue(said.contains("(was /dev/loop1) is missing; image 1: PV "), said);
    }

    @Test
    void animageThatNewerOnesDenounceIsNotRead() throws IOException {
        String said = refusal("raid-stale", Set.of("d1"), "vg/r5");

        assertTrue(
                said.contains(
                        "image 1: it was left out: the others have seen event 20, it has seen 19"),
                said);
    }

    @Test
    void anArrayThatIsBeingReshapedIsRefused() throws IOException {
        assertEquals(
                "vg/mid: raid5_la mid: a reshape is in progress",
                refusal("raid-reshape", NONE, "vg/mid"));
    }

    @Test
    void aMirrorWithoutALogIsRefusedIfItsFirstCopyIsLost() throws IOException {
        String said = refusal("mirror", Set.of("d1"), "vg/core");

        assertTrue(said.contains("nothing on disk tells where the others agree with it"), said);
    }

    @Test
    void namesThatLeadNowhereAreRefused() throws IOException {
        assertEquals(
                "vg/none: there is no such volume in the group",
                refusal("linear-striped", NONE, "vg/none"));
        assertEquals(
                "no/lin: there is no such group on the disks that were scanned",
                refusal("linear-striped", NONE, "no/lin"));
        assertEquals("lin: is not of the form vg/lv", refusal("linear-striped", NONE, "lin"));
    }

    @Test
    void copiesThatWereNeverMadeEqualAreNotRead() throws IOException {
        try (VolumeReads reads = reads("raid-sync", Set.of("d1"));
                LogicalDisk disk = reads.open("vg/r1")) {
            VolumeExtent last = VolumeReads.extents(disk).get(1);

            assertEquals(1_703_936, last.offset());
            assertTrue(last.why().contains("not yet made equal to the first there"), last.why());
            assertTrue(
                    disk.notes()
                            .contains(
                                    "r1: its redundancy was made for the first 1703936 bytes alone"),
                    disk.notes().toString());
        }
    }
}
