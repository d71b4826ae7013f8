package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CallbackTest {
    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/a", 1 << 20, 512);
    private final FakeEngine engine = new FakeEngine(4);
    private final List<String> seen = new ArrayList<>();
    private IoContext context = Contexts.open(IoConfig.defaults(), engine, files);

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    private Device open() throws DeviceIoException {
        return context.openDevice(Path.of("/dev/a"));
    }

    private void see(IoResult result, Object attachment) {
        try {
            ByteBuffer data = result.data();
            for (int i = 0; i < data.limit(); i++) {
                assertEquals(disk.byteAt(result.offset() + i), data.get(i));
            }
            seen.add(attachment + " ok");
        } catch (DeviceIoException e) {
            seen.add(attachment + " " + Errno.describe(e.errno()));
        }
    }

    private void poll() {
        context.poll(Duration.ZERO);
    }

    @Test
    void readsThatFailWhenTheirTurnComesCallBackAndGiveTheirPlaceToTheNext() throws Exception {
        context.close();
        context =
                Contexts.open(
                        IoConfig.defaults().withMaxInFlight(1).withMaxBufferBytes(8192),
                        engine,
                        files);
        Device device = open();
        for (int i = 0; i < 4; i++) {
            device.submitRead(i * 8192L, 512, IoCategory.LABEL, i, this::see);
        }

        for (int i = 0; i < 3; i++) {
            poll();
            assertEquals(1, engine.inKernel().size());
            engine.inKernel().forEach(slot -> engine.finish(slot, -Errno.EINVAL.number()));
        }
        poll();
        engine.inKernel().forEach(engine::finish);
        poll();

        assertEquals(
                List.of(
                        "0 EINVAL (Invalid argument)",
                        "1 EINVAL (Invalid argument)",
                        "2 EINVAL (Invalid argument)",
                        "3 ok"),
                seen);
        assertEquals(0, context.stats().inFlight());
    }

    @Test
    void readsOfOneStreamThatFlyTogetherEachGetTheirBytes() throws Exception {
        Device device = open();
        device.submitRead(0, 512, IoCategory.LABEL, "first", this::see);
        device.submitRead(65536, 512, IoCategory.LABEL, "second", this::see);
        poll();
        assertEquals(2, engine.inKernel().size());

        engine.finish(1);
        poll();
        engine.finish(0);
        poll();

        assertEquals(List.of("second ok", "first ok"), seen);
    }

    @Test
    void theBytesStayWhenTheCallbackClosesItsDevice() throws Exception {
        Device device = open();
        device.submitRead(
                0,
                512,
                IoCategory.MDA_HEADER,
                "closed first",
                (result, attachment) -> {
                    device.close();
                    see(result, attachment);
                });
        poll();
        engine.finish(0);
        poll();

        assertEquals(List.of("closed first ok"), seen);
        files.awaitAllClosed();
    }

    @Test
    void bothPartsOfACircularReadFlyTogether() throws Exception {
        Device device = open();

        CompletableFuture<ByteBuffer> both =
                device.readCircularAsync(65536, 512, 0, 512, IoCategory.MDA_CONTENT);
        poll();

        assertEquals(List.of("/dev/a 65536+8192", "/dev/a 0+8192"), engine.submitted());
        assertEquals(2, engine.inKernel().size());
        engine.inKernel().forEach(engine::finish);
        poll();
        assertEquals(1024, both.get().remaining());
    }

    @Test
    void aCircularReadCallsBackOnceWithItsPartsInTheOrderOfTheRing() throws Exception {
        Device device = open();
        device.submitReadCircular(
                65536,
                512,
                1024,
                100,
                IoCategory.MDA_CONTENT,
                "ring",
                (result, attachment) -> seen.add(attachment + ring(result)));
        poll();

        engine.finish(1);
        poll();
        assertEquals(List.of(), seen, "it called back before its first part was there");
        engine.finish(0);
        poll();

        assertEquals(List.of("ring of 612 bytes at 65536"), seen);
    }

    private String ring(IoResult result) {
        try {
            ByteBuffer data = result.data();
            for (int i = 0; i < data.limit(); i++) {
                assertEquals(disk.byteAt(i < 512 ? 65536 + i : 1024 + i - 512), data.get(i));
            }
            return " of %d bytes at %d".formatted(data.limit(), result.offset());
        } catch (DeviceIoException e) {
            return " " + Errno.describe(e.errno());
        }
    }

    @Test
    void aCircularReadOfWhichBothPartsFailTellsOfTheFirstFailureAlone() throws Exception {
        Device device = open();
        device.submitReadCircular(
                65536,
                512,
                0,
                512,
                IoCategory.MDA_CONTENT,
                "ring",
                (result, attachment) -> seen.add(attachment + ring(result)));
        poll();

        engine.finish(1, -Errno.ENOMEDIUM.number());
        poll();
        engine.finish(0, -Errno.EIO.number());
        poll();

        assertEquals(List.of("ring ENOMEDIUM (No medium found)"), seen);
    }

    @Test
    void ofACircularReadThatLeavesTheDeviceNoPartIsRead() throws Exception {
        Device device = open();

        assertThrows(
                IllegalArgumentException.class,
                () -> device.readCircularAsync(0, 512, 1 << 20, 512, IoCategory.MDA_CONTENT));
        poll();

        assertEquals(List.of(), engine.submitted());
    }

    @Test
    void anAnswerThatComesAfterTheEndReachesNobody() throws Exception {
        long[] clock = {0};
        IoContext ending =
                Contexts.open(IoConfig.defaults(), engine, () -> null, files, () -> clock[0]);
        Device device = ending.openDevice(Path.of("/dev/a"));
        device.submitRead(0, 512, IoCategory.LABEL, "hung", this::see);
        ending.poll(Duration.ZERO);
        engine.whenWaiting(kernel -> clock[0] += IoConfig.defaults().deadline().toNanos());

        ending.close();
        assertThrows(
                IllegalStateException.class,
                () -> device.submitRead(0, 512, IoCategory.LABEL, "late", this::see));

        assertEquals(List.of("hung ETIMEDOUT (Connection timed out)"), seen);
    }
}
