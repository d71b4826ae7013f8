package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every engine promises; each has a test class that extends this one. */
abstract class IoEngineContract {
    static final int DEPTH = 40;
    static final int BLOCK = 4096;

    /** Size of the file that {@link #openFile} opens: its last block is cut short nowhere. */
    static final int FILE_BYTES = 64 * BLOCK;

    private static final long FOREVER = -1;

    private IoEngine engine;
    private IoFile file;
    private final Map<Integer, Long> results = new HashMap<>();

    /** An engine of {@link #DEPTH} slots. */
    abstract IoEngine openEngine() throws IOException;

    /** A file of {@link #FILE_BYTES} with {@link #byteAt} in it. */
    abstract IoFile openFile() throws IOException;

    /** What stands in the file. */
    abstract byte byteAt(long offset);

    /** Lets what is in the kernel complete, where that does not happen by itself. */
    void letTheKernelWork() {}

    @BeforeEach
    void open() throws IOException {
        engine = openEngine();
        file = openFile();
    }

    @AfterEach
    void close() {
        file.close();
        engine.close();
    }

    private void remember(int slot, long result) {
        assertFalse(results.containsKey(slot), "slot " + slot + " was delivered twice");
        results.put(slot, result);
    }

    /** Submits and delivers until {@code count} requests are through. */
    private void await(int count) {
        while (results.size() < count) {
            engine.submit();
            letTheKernelWork();
            if (!engine.isReady()) {
                engine.collect(FOREVER);
            }
            engine.deliver(this::remember);
        }
        assertEquals(count, results.size());
    }

    private void assertHolds(IoBuffer buffer, long offset) {
        for (int i = 0; i < BLOCK; i++) {
            assertEquals(byteAt(offset + i), buffer.bytes().get(i), "byte " + (offset + i));
        }
    }

    @Test
    void everyPreparedReadIsDeliveredOnceWithItsBytes() {
        List<IoBuffer> buffers = new ArrayList<>();
        for (int slot = 0; slot < DEPTH; slot++) {
            buffers.add(IoBuffer.allocate(BLOCK));
            engine.prepareRead(slot, file, (long) slot * BLOCK, buffers.get(slot), 0, BLOCK);
        }

        await(DEPTH);

        for (int slot = 0; slot < DEPTH; slot++) {
            assertEquals((long) BLOCK, results.get(slot));
            assertHolds(buffers.get(slot), (long) slot * BLOCK);
        }
    }

    @Test
    void aReadFillsTheBufferFromTheGivenPlaceOnly() {
        IoBuffer buffer = IoBuffer.allocate(3 * BLOCK);

        engine.prepareRead(0, file, 0, buffer, BLOCK, BLOCK);
        await(1);

        assertEquals(byteAt(0), buffer.bytes().get(BLOCK));
        for (int i = 0; i < BLOCK; i++) {
            assertEquals(0, buffer.bytes().get(i));
            assertEquals(0, buffer.bytes().get(2 * BLOCK + i));
        }
    }

    @Test
    void aReadAcrossTheEndIsShortAndOneAtTheEndGivesNothing() {
        engine.prepareRead(0, file, FILE_BYTES - BLOCK, IoBuffer.allocate(2 * BLOCK), 0, 2 * BLOCK);
        engine.prepareRead(1, file, FILE_BYTES, IoBuffer.allocate(BLOCK), 0, BLOCK);

        await(2);

        assertEquals(Map.of(0, (long) BLOCK, 1, 0L), results);
    }

    @Test
    void aSlotCanBePreparedAgainInsideItsDelivery() {
        IoBuffer buffer = IoBuffer.allocate(BLOCK);
        engine.prepareRead(0, file, 0, buffer, 0, BLOCK);
        engine.submit();
        letTheKernelWork();
        boolean[] again = new boolean[1];

        while (!again[0]) {
            engine.collect(engine.isReady() ? 0 : FOREVER);
            engine.deliver(
                    (slot, result) -> {
                        engine.prepareRead(slot, file, BLOCK, buffer, 0, BLOCK);
                        again[0] = true;
                    });
        }
        await(1);

        assertHolds(buffer, BLOCK);
    }

    @Test
    void aSlotInUseIsRefused() {
        engine.prepareRead(3, file, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);

        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> engine.prepareRead(3, file, 0, IoBuffer.allocate(BLOCK), 0, BLOCK));

        assertEquals("slot 3 is in use", refused.getMessage());
        await(1);
    }

    @Test
    void aRangeOutsideTheBufferIsRefusedAndTakesNoSlot() {
        IoBuffer buffer = IoBuffer.allocate(BLOCK);

        assertThrows(
                IndexOutOfBoundsException.class,
                () -> engine.prepareRead(0, file, 0, buffer, 0, 2 * BLOCK));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> engine.prepareWrite(0, file, 0, buffer, BLOCK, BLOCK));

        engine.prepareRead(0, file, 0, buffer, 0, BLOCK);
        await(1);
        assertHolds(buffer, 0);
    }

    @Test
    void aClosedEngineDoesNothing() {
        engine.prepareRead(0, file, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);
        engine.submit();
        letTheKernelWork();
        engine.prepareRead(1, file, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);

        engine.close();

        engine.submit();
        assertFalse(engine.isReady());
        engine.collect(0);
        engine.collect(FOREVER);
        engine.wakeup();
        engine.announceTo(EventFd.NONE);
        assertFalse(engine.isReady());
        assertEquals(0, engine.deliver(this::remember));
        engine.close();
    }

    @Test
    void whatWasCollectedIsNotDeliveredByAClosedEngine() {
        engine.prepareRead(0, file, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);
        engine.submit();
        letTheKernelWork();
        while (!engine.isReady()) {
            engine.collect(FOREVER);
        }

        engine.close();

        assertFalse(engine.isReady());
        assertEquals(0, engine.deliver(this::remember));
    }

    @Test
    void aClosedEngineRefusesRequests() {
        engine.close();

        IoBuffer buffer = IoBuffer.allocate(BLOCK);
        List<Executable> requests =
                List.of(
                        () -> engine.prepareRead(0, file, 0, buffer, 0, BLOCK),
                        () -> engine.prepareWrite(0, file, 0, buffer, 0, BLOCK),
                        () -> engine.prepareFlush(0, file));
        for (Executable request : requests) {
            assertEquals(
                    "the engine is closed",
                    assertThrows(IllegalStateException.class, request).getMessage());
        }
    }

    @Test
    void closingEndsTheWaitOfWhoCollects() throws InterruptedException {
        Thread waiter = new Thread(() -> engine.collect(FOREVER));
        waiter.start();

        engine.close();

        waiter.join();
        assertFalse(engine.isReady());
    }

    @Test
    void aWakeUpThatComesFirstIsNotLost() {
        engine.wakeup();

        engine.collect(FOREVER);

        assertEquals(0, engine.deliver(this::remember));
    }

    @Test
    void aWakeUpFromAnotherThreadEndsTheWait() throws InterruptedException {
        Thread waker = new Thread(engine::wakeup);
        waker.start();

        engine.collect(FOREVER);

        waker.join();
        assertTrue(results.isEmpty());
    }

    @Test
    void lookingDoesNotWait() {
        engine.collect(0);

        assertEquals(0, engine.deliver(this::remember));
    }
}
