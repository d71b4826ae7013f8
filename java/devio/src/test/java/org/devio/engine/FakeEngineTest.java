package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FakeEngineTest extends IoEngineContract {
    private final FakeDisk disk = new FakeDisk("disk", FILE_BYTES, 512);
    private FakeEngine fake;

    @Override
    IoEngine openEngine() {
        fake = new FakeEngine(DEPTH).whenWaiting(engine -> {});
        return fake;
    }

    @Override
    IoFile openFile() {
        return disk.open();
    }

    @Override
    byte byteAt(long offset) {
        return disk.byteAt(offset);
    }

    @Override
    void letTheKernelWork() {
        List.copyOf(fake.inKernel()).forEach(fake::finish);
    }

    @Test
    void aBufferTouchedInFlightIsFound() {
        IoBuffer buffer = IoBuffer.allocate(512);
        fake.prepareRead(0, disk.open(), 0, buffer, 0, 512);
        fake.submit();

        buffer.bytes().put(7, (byte) 1);

        assertEquals(
                "the buffer of slot 0 was touched in flight",
                assertThrows(AssertionError.class, () -> fake.finish(0)).getMessage());
    }

    @Test
    void anUnalignedReadIsFound() {
        assertEquals(
                "disk: 100 bytes at 0 are not whole blocks",
                assertThrows(
                                AssertionError.class,
                                () ->
                                        fake.prepareRead(
                                                0, disk.open(), 0, IoBuffer.allocate(512), 0, 100))
                        .getMessage());
    }
}
