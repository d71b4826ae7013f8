package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.testing.Corpus;
import org.devio.testing.Strace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan asks of the kernel, and what it does when the kernel says no. */
class ScanSystemCallsTest {
    /** Disks of one group, each with its metadata. */
    private static final List<Path> DISKS = List.copyOf(Corpus.named("vg-32pv").disks().values());

    private static final String READS = "read|pread64|readv|preadv";

    @TempDir Path directory;

    @BeforeEach
    void straceIsThere() {
        assumeTrue(Strace.whyUnavailable().isEmpty(), Strace.whyUnavailable());
    }

    /** The program that is watched: scans its arguments and says what it found. */
    static final class Scan {
        private Scan() {}

        public static void main(String[] paths) throws IOException {
            try (IoContext context = IoContext.open(IoConfig.defaults())) {
                ScanReport report =
                        new LvmScanner(context).scan(Arrays.stream(paths).map(Path::of).toList());
                System.out.println(
                        context.engineName() + context.whyNotAio().map(": "::concat).orElse(""));
                report.devices().forEach(System.out::println);
                report.volumeGroups().forEach(group -> System.out.println(group.metadata()));
            }
        }
    }

    private Strace.Run scan(Strace strace) throws IOException, InterruptedException {
        return strace.run(directory, Scan.class, DISKS.stream().map(Path::toString).toList());
    }

    private static String found(Strace.Run run) {
        return run.output().substring(run.output().indexOf('\n'));
    }

    private static String engine(Strace.Run run) {
        return run.output().substring(0, run.output().indexOf('\n'));
    }

    @Test
    void disksAreReadByAioAloneAndInBatches() throws Exception {
        Strace.Run run =
                scan(Strace.watching("io_setup,io_submit,openat,read,pread64,readv,preadv"));

        assertEquals("libaio", engine(run));
        assertEquals(1, run.count("io_setup"));
        Matcher batches =
                Pattern.compile("io_submit\\(\\w+, (\\d+), ").matcher(run.calls().toString());
        List<Integer> sizes = new ArrayList<>();
        while (batches.find()) {
            sizes.add(Integer.parseInt(batches.group(1)));
        }
        // A block and a text each; and wake-ups, an iocb of their own each.
        assertTrue(sizes.stream().anyMatch(size -> size > 1), "batches of " + sizes);
        List<String> opens =
                run.calls().stream()
                        .filter(call -> call.contains(" openat(") && call.contains("/vg-32pv/"))
                        .toList();
        assertTrue(opens.size() >= DISKS.size(), opens.toString());
        for (String open : opens) {
            assertTrue(open.contains("O_RDONLY") && open.contains("O_DIRECT"), open);
        }
        assertEquals(List.of(), run.onFile(READS, "/vg-32pv/"));
    }

    @Test
    void withoutAioEachReadIsOneCallOfTheDisk() throws Exception {
        Strace.Run run =
                scan(
                        Strace.watching("io_setup,read,pread64,readv,preadv")
                                .injecting("io_setup:error=ENOSYS"));

        assertTrue(engine(run).startsWith("threads: "), engine(run));
        assertTrue(run.onFile(READS, "/vg-32pv/").size() >= DISKS.size(), run.output());
    }

    @Test
    void withoutAioInTheKernelItReadsByThreadsAndSaysWhy() throws Exception {
        String expected = found(scan(Strace.watching("io_setup")));

        for (String errno : List.of("ENOSYS", "EPERM")) {
            Strace.Run run = scan(Strace.watching("io_setup").injecting("io_setup:error=" + errno));

            assertTrue(
                    engine(run).startsWith("threads: io_setup(128) failed: " + errno), engine(run));
            assertTrue(engine(run).contains("seccomp"), engine(run));
            assertEquals(expected, found(run));
        }
    }

    @Test
    void withAllAioUsedUpItSaysWhichLimitToRaise() throws Exception {
        Strace.Run run = scan(Strace.watching("io_setup").injecting("io_setup:error=EAGAIN"));

        assertTrue(
                engine(run)
                        .matches(
                                "threads: io_setup\\(128\\) failed: EAGAIN .*fs.aio-max-nr is \\d+,"
                                        + " \\d+ in use; raise it with sysctl -w"
                                        + " fs.aio-max-nr=\\d+"),
                engine(run));
    }

    @Test
    void aKernelThatIsBusyOrInterruptedChangesNothing() throws Exception {
        String expected = found(scan(Strace.watching("io_setup")));

        for (String fault :
                List.of(
                        "io_submit:error=EAGAIN:when=2",
                        "io_getevents:error=EINTR:when=1",
                        "io_getevents:error=EINTR:when=2..4")) {
            Strace.Run run = scan(Strace.watching("io_submit,io_getevents").injecting(fault));

            assertEquals("libaio", engine(run));
            assertEquals(expected, found(run), fault);
        }
    }
}
