package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.devio.engine.FakeEngine;
import org.devio.testing.ChildJvm;
import org.devio.testing.Latches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IoContextCheckpointTest {
    @TempDir Path directory;

    private final JvmCheckpoint jvm = new JvmCheckpoint();

    /** Drives resources as a JVM with CRaC does. */
    private static final class JvmCheckpoint extends Context<Resource> {
        private final List<Resource> resources = new ArrayList<>();

        @Override
        public void register(Resource resource) {
            resources.add(resource);
        }

        @Override
        public void beforeCheckpoint(Context<? extends Resource> parent) {
            each(resource -> resource.beforeCheckpoint(this));
        }

        @Override
        public void afterRestore(Context<? extends Resource> parent) {
            each(resource -> resource.afterRestore(this));
        }

        private interface Step {
            void take(Resource resource) throws Exception;
        }

        private void each(Step step) {
            for (Resource resource : resources) {
                try {
                    step.take(resource);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private Path file() throws IOException {
        byte[] bytes = new byte[8192];
        bytes[512] = 7;
        return Files.write(directory.resolve("disk"), bytes);
    }

    /** Kernel AIO contexts, which are mappings named so, once none is being destroyed. */
    private static long kernelContexts() throws Exception {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("devio-destroy")) {
                thread.join();
            }
        }
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("[aio]")).count();
        }
    }

    private static boolean isDestroying() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("devio-destroy"));
    }

    private static byte readByte(IoContext context, Path path) throws Exception {
        try (Device device = context.openDevice(path)) {
            CompletableFuture<ByteBuffer> read = device.readAsync(512, 1, IoCategory.LABEL);
            context.drain();
            return read.get().get(0);
        }
    }

    @Test
    void aCheckpointFindsNoKernelContextAndTheRestoreBringsAnother() throws Exception {
        Path path = file();
        long before = kernelContexts();
        try (IoContext context = IoContext.open()) {
            assumeTrue(context.engineName().equals("libaio"), () -> context.whySynchronous().get());
            assertEquals(before + 1, kernelContexts());
            assertEquals(7, readByte(context, path));
            IoContextCheckpoint.register(context, jvm);

            jvm.beforeCheckpoint(null);

            assertFalse(isDestroying(), "the kernel's context is not gone yet");
            assertEquals(before, kernelContexts());
            assertEquals(7, readByte(context, path), "synchronously in between");

            jvm.afterRestore(null);

            assertEquals(before + 1, kernelContexts());
            assertEquals(7, readByte(context, path));
        }
    }

    @Test
    void whatIsOutstandingIsDeliveredAndOpenDevicesAreNamed() throws Exception {
        Path path = file();
        try (IoContext context = IoContext.open()) {
            IoContextCheckpoint.register(context, jvm);
            Device device = context.openDevice(path);
            CompletableFuture<ByteBuffer> read = device.readAsync(512, 1, IoCategory.LABEL);

            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> jvm.beforeCheckpoint(null));

            assertEquals("devices are open: [" + path + "]", refusal.getMessage());
            assertTrue(read.isDone(), "not drained");
            assertEquals(7, device.read(512, 1, IoCategory.LABEL).get(0), "goes on as before");
            device.close();
            jvm.beforeCheckpoint(null);
            jvm.afterRestore(null);
        }
    }

    @Test
    void anIoThatTheKernelNeverAnsweredRefusesTheCheckpoint() throws Exception {
        FakeFiles files = new FakeFiles();
        files.add("/dev/hung", 1 << 20, 512);
        FakeEngine engine = new FakeEngine(4);
        long[] clock = {0};
        IoContext context =
                Contexts.open(IoConfig.defaults(), engine, () -> null, files, () -> clock[0]);
        Device device = context.openDevice(Path.of("/dev/hung"));
        CompletableFuture<ByteBuffer> read = device.readAsync(0, 512, IoCategory.LABEL);
        context.poll(Duration.ZERO);
        clock[0] = TimeUnit.HOURS.toNanos(1);
        IoContextCheckpoint.register(context, jvm);
        device.close();

        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> jvm.beforeCheckpoint(null));

        assertEquals("the kernel has not answered 1 I/Os yet", refusal.getMessage());
        assertTrue(read.isCompletedExceptionally(), "the deadline has passed");
        context.close();
        files.awaitAllClosed();
    }

    @Test
    void aReaperPollsAgainAfterTheRestore() throws Exception {
        Path path = file();
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context)) {
            assertNotNull(reaper);
            IoContextCheckpoint.register(context, jvm);

            jvm.beforeCheckpoint(null);
            jvm.afterRestore(null);

            try (Device device = context.openDevice(path)) {
                assertEquals(7, device.readAsync(512, 1, IoCategory.LABEL).join().get(0));
            }
        }
    }

    @Test
    void aClosedContextTakesNoPart() throws Exception {
        IoContext context = IoContext.open();
        IoContextCheckpoint.register(context, jvm);
        context.close();
        long before = kernelContexts();

        jvm.beforeCheckpoint(null);
        jvm.afterRestore(null);

        assertEquals(before, kernelContexts(), "a closed context came back to life");
    }

    @Test
    void aContextThatAnotherThreadsCallbackIsClosingIsWaitedFor() throws Exception {
        Path path = file();
        long before = kernelContexts();
        IoContext context = IoContext.open();
        assumeTrue(context.engineName().equals("libaio"), () -> context.whySynchronous().get());
        IoContextCheckpoint.register(context, jvm);
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        context.openDevice(path)
                .submitRead(
                        0,
                        512,
                        IoCategory.LABEL,
                        null,
                        (result, attachment) -> {
                            context.close();
                            closing.countDown();
                            Latches.await(mayEnd);
                        });
        Thread poller = new Thread(context::drain);
        poller.start();
        closing.await();

        Thread checkpoint = new Thread(() -> jvm.beforeCheckpoint(null));
        checkpoint.start();
        while (checkpoint.getState() != Thread.State.WAITING && checkpoint.isAlive()) {
            Thread.onSpinWait();
        }
        assertTrue(checkpoint.isAlive(), "it did not wait for the callback to return");
        mayEnd.countDown();
        checkpoint.join();

        assertFalse(isDestroying(), "the kernel's context is not gone yet");
        assertEquals(before, kernelContexts());
        poller.join();
    }

    @Test
    void anEventfdRefusesTheCheckpoint() throws Exception {
        try (IoContext context = IoContext.open()) {
            IoContextCheckpoint.register(context, jvm);
            IoEventFd event = IoEventFd.open(context);

            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> jvm.beforeCheckpoint(null));

            assertEquals("an eventfd is open", refusal.getMessage());
            event.close();
            jvm.beforeCheckpoint(null);
            jvm.afterRestore(null);
        }
    }

    @Test
    void aJvmWithoutCheckpointsTakesTheRegistration() {
        try (IoContext context = IoContext.open()) {
            IoContextCheckpoint.register(context);

            assertEquals(0, context.poll(Duration.ZERO));
        }
    }

    @Test
    void theGlobalContextOfCracTakesContextsThroughACheckpoint() throws Exception {
        Process java =
                new ProcessBuilder(
                                ChildJvm.command(
                                        List.of("-Dorg.crac.Core.Compat=org.devio.testing.crac"),
                                        Checkpointed.class,
                                        List.of(file().toString())))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, java.waitFor(), said);
        assertEquals(
                """
                engine libaio, 1 kernel contexts
                refused: devices are open: [%s]
                byte 7
                frozen with 0 kernel contexts
                restored with 1 kernel contexts
                byte 7
                """
                        .formatted(directory.resolve("disk")),
                said);
    }

    /** Goes through a checkpoint by the calls that programs make. */
    static final class Checkpointed {
        public static void main(String... arguments) throws Exception {
            Path path = Path.of(arguments[0]);
            try (IoContext context = IoContext.open()) {
                IoContextCheckpoint.register(context);
                System.gc();
                System.out.printf(
                        "engine %s, %d kernel contexts%n", context.engineName(), kernelContexts());
                Device open = context.openDevice(path);
                try {
                    Core.checkpointRestore();
                } catch (CheckpointException e) {
                    System.out.println("refused: " + e.getSuppressed()[0].getMessage());
                }
                open.close();
                System.out.println("byte " + readByte(context, path));

                org.devio.testing.crac.Core.whileFrozen(() -> tell("frozen"));
                Core.checkpointRestore();
                tell("restored");
                System.out.println("byte " + readByte(context, path));
            }
        }

        private static void tell(String state) {
            try {
                System.out.printf("%s with %d kernel contexts%n", state, kernelContexts());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
