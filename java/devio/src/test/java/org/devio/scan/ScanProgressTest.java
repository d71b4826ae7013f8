package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.devio.config.LvmConf;
import org.devio.engine.FakeEngine;
import org.devio.io.Contexts;
import org.devio.io.FakeFiles;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.testing.Corpus;
import org.devio.testing.Latches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who scans is told of each disk as soon as it is done. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScanProgressTest {
    private static final int DISKS = 8;
    private static final String HUNG = "/dev/fake3";
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final List<ScannedDevice> told = new ArrayList<>();

    @Test
    void sevenDisksAreToldOfWhileTheEighthHangs() {
        AtomicLong now = new AtomicLong();
        List<ScannedDevice> toldBeforeTheDeadline = new ArrayList<>();
        FakeEngine engine = new FakeEngine(DISKS);
        engine.whenWaiting(
                waiting -> {
                    for (int slot : waiting.inKernel()) {
                        if (!waiting.diskOf(slot).equals(HUNG)) {
                            waiting.finish(slot);
                            return;
                        }
                    }
                    if (waiting.submitted().size() == DISKS) {
                        toldBeforeTheDeadline.addAll(told);
                        now.set(DEADLINE.toNanos());
                    }
                });
        FakeFiles files = new FakeFiles();
        List<Path> paths =
                IntStream.range(0, DISKS).mapToObj(i -> Path.of("/dev/fake" + i)).toList();
        paths.forEach(path -> files.add(path.toString(), 4 << 20, 512));
        IoConfig config = IoConfig.defaults().withDeadline(DEADLINE);
        ScanReport report;

        try (IoContext context = Contexts.open(config, engine, () -> null, files, now::get)) {
            report = new LvmScanner(context).scan(paths, ScanOptions.defaults(), told::add);
            engine.finish(engine.inKernel().get(0));
        }

        assertEquals(DISKS - 1, toldBeforeTheDeadline.size(), toldBeforeTheDeadline.toString());
        assertEquals(List.of(false), failed(toldBeforeTheDeadline).distinct().toList());
        assertEquals(HUNG, told.get(DISKS - 1).path().toString());
        assertEquals(List.of(true), failed(told.subList(DISKS - 1, DISKS)).toList());
        assertEquals(DISKS, report.devices().size());
    }

    @Test
    void aPathThatHangsWhenItIsLookedAtHoldsUpNoOther() throws Exception {
        List<Path> paths = new ArrayList<>(Corpus.named("vg-two").disks().values());
        Path hung = paths.get(0);
        CountDownLatch answer = new CountDownLatch(1);
        SystemDevices.Numbering slow =
                path -> {
                    if (path.equals(hung)) {
                        Latches.await(answer);
                    }
                    return Optional.empty();
                };
        LvmConf settings = LvmConf.defaults();
        SystemDevices devices =
                new SystemDevices(
                        Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), settings, slow);
        ScanReport report;

        try (IoContext context = IoContext.open()) {
            report =
                    new LvmScanner(context)
                            .scan(
                                    paths,
                                    new ScanOptions(settings, devices),
                                    device -> {
                                        told.add(device);
                                        if (told.size() == paths.size() - 1) {
                                            answer.countDown();
                                        }
                                    });
        }

        assertEquals(hung, told.get(paths.size() - 1).path());
        assertTrue(report.devices().stream().noneMatch(ScannedDevice::isFailed));
    }

    private static Stream<Boolean> failed(List<ScannedDevice> devices) {
        return devices.stream().map(ScannedDevice::isFailed);
    }

    @Test
    void everyDeviceOfTheReportIsToldOfOnce() throws IOException {
        List<Path> paths = new ArrayList<>(Corpus.named("part-gpt").disks().values());
        paths.add(Path.of("/nowhere"));
        ScanReport report;

        try (IoContext context = IoContext.open()) {
            report = new LvmScanner(context).scan(paths, ScanOptions.defaults(), told::add);
        }

        assertEquals(paths(report.devices()), paths(told));
    }

    private static List<Path> paths(List<ScannedDevice> devices) {
        return devices.stream().map(ScannedDevice::path).sorted().toList();
    }

    @Test
    void whatTheListenerThrowsComesOutWhenAllIsRead() throws IOException {
        List<Path> disks = List.copyOf(Corpus.named("vg-32pv").disks().values());
        IllegalStateException mine = new IllegalStateException("mine");

        try (IoContext context = IoContext.open()) {
            LvmScanner scanner = new LvmScanner(context);
            Throwable thrown =
                    assertThrows(
                            IllegalStateException.class,
                            () ->
                                    scanner.scan(
                                            disks,
                                            ScanOptions.defaults(),
                                            device -> {
                                                told.add(device);
                                                throw mine;
                                            }));

            assertSame(mine, thrown);
            assertEquals(1, told.size());
            assertEquals(0, context.poll(Duration.ZERO), "reads that were left behind");
        }
    }
}
