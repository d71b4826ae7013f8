package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BlockingIoTest {
    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/bad", 1 << 20, 512);
    private final IoContext context =
            Contexts.open(IoConfig.defaults().withMaxErrors(3), new FakeEngine(2), files);

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    private static String messageOf(Executable call) {
        return assertThrows(DeviceIoException.class, call).getMessage();
    }

    @Test
    void failuresOfBlockingCallsDisableADeviceForAllUntilTheyAreForgotten() throws Exception {
        Device device = context.openDevice(Path.of("/dev/bad"), DeviceOption.WRITE);
        disk.failWith(Errno.EIO.number());
        assertEquals(
                "/dev/bad: read of 10 bytes at 7 failed (PV labels): EIO (Input/output error)",
                messageOf(() -> device.read(7, 10, IoCategory.LABEL)));
        assertEquals(
                "/dev/bad: write of 10 bytes at 7 failed (PV labels): EIO (Input/output error)",
                messageOf(() -> device.write(7, ByteBuffer.allocate(10), IoCategory.LABEL)));
        assertEquals(
                "/dev/bad: flush failed (PV labels): EIO (Input/output error)",
                messageOf(() -> device.flush(IoCategory.LABEL)));
        disk.failWith(0);

        assertEquals(
                "/dev/bad: read of 10 bytes at 7 failed (PV labels): the device was disabled after"
                        + " 3 errors",
                messageOf(() -> device.read(7, 10, IoCategory.LABEL)));
        assertEquals(3, device.errors(), "a refusal is no fault of the device");

        device.resetErrors();
        assertEquals(disk.byteAt(7), device.read(7, 10, IoCategory.LABEL).get(0));
    }
}
