package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.io.IoTrace;
import org.devio.testing.Corpus;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the reads of a device go, its scan ends, once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScanEndsTest {
    private static final IoTrace NOBODY = (path, write, offset, length, category, mode) -> {};

    @TempDir Path directory;

    private static ScanReport scan(Path disk, IoTrace trace) throws Exception {
        ConfigTree tree = ConfigTree.empty().withOption("devices/pv_min_size=512");
        try (IoContext context = IoContext.open(IoConfig.defaults().withTrace(trace))) {
            return new LvmScanner(context).scan(List.of(disk), ScanOptions.of(LvmConf.of(tree)));
        }
    }

    private Path copyOf(Path image) throws IOException {
        return Files.copy(image, directory.resolve("disk.img"));
    }

    private static void truncate(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDescriptorOfLvm1ThatCannotBeReadIsARowWithItsReason() throws Exception {
        Path disk = copyOf(SignatureImages.path("lvm1-v2"));

        ScanReport report =
                scan(
                        disk,
                        (path, write, offset, length, category, mode) -> {
                            if (category == IoCategory.LVM1 && mode == IoTrace.Mode.ASYNC) {
                                truncate(disk, 4096);
                            }
                        });

        assertEquals(1, report.devices().size());
        String words = report.problems().toString();
        assertTrue(words.contains("failed (LVM1 metadata): device ends after"), words);
    }

    /** Its first part is read, its second one was just read with the header and is kept. */
    @Test
    void aWrappedTextWithAWrongChecksumIsToldOfOnce() throws Exception {
        Path disk = copyOf(Corpus.named("vg-wrap").disks().get("@d1@"));
        List<String> reads = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'#'}), 4096 + 512 + 10);
        }

        ScanReport report =
                scan(
                        disk,
                        (path, write, offset, length, category, mode) ->
                                reads.add(category + " " + mode));

        assertTrue(reads.contains("VG metadata content CACHED"), "reads: " + reads);
        assertEquals(1, report.devices().size());
        assertEquals(
                1,
                report.problems().stream()
                        .filter(problem -> problem.message().contains("checksum"))
                        .count(),
                report.problems().toString());
        assertEquals(1, report.volumeGroups().size(), "the other area is whole");
    }

    @Test
    void aTextThatWasJustReadWithAWrongChecksumIsToldOfOnce() throws Exception {
        ScanReport report = scan(Corpus.named("bad-text-only").disks().get("@d1@"), NOBODY);

        assertEquals(1, report.devices().size());
        assertEquals(
                1,
                report.problems().stream()
                        .filter(problem -> problem.message().contains("checksum"))
                        .count(),
                report.problems().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vg-lin", "vg-32pv", "vg-500lv", "vg-allseg"})
    void aTextCostsOneReadHoweverLongItIs(String name) throws Exception {
        AtomicInteger physical = new AtomicInteger();

        scan(
                Corpus.named(name).disks().values().iterator().next(),
                (path, write, offset, length, category, mode) -> {
                    if (mode != IoTrace.Mode.CACHED) {
                        physical.incrementAndGet();
                    }
                });

        assertEquals(2, physical.get(), "the first block, and the text");
    }
}
