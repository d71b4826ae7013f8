package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.devio.testing.Latches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ThreadEngineTest extends RealFileContract {
    private final List<String> outcomes = new ArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicBoolean answered = new AtomicBoolean();

    @AfterEach
    void letWhatHangsReturn() {
        answer.countDown();
    }

    @Override
    IoEngine openEngine() {
        return new ThreadEngine(DEPTH);
    }

    @Override
    FileOpener files() {
        return FileOpener.NATIVE;
    }

    /** A disk that answers when the test lets it. */
    private IoFile hangingFile() {
        FakeDisk disk = new FakeDisk("/dev/hung", FILE_BYTES, BLOCK);
        disk.whenRead(this::hang);
        return disk.open();
    }

    private void hang() {
        hanging.countDown();
        Latches.await(answer);
        answered.set(true);
    }

    private static void read(IoEngine engine, int slot, IoFile file) {
        engine.prepareRead(slot, file, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);
        engine.submit();
    }

    private void deliverNext(IoEngine engine) {
        int before = outcomes.size();
        while (outcomes.size() == before) {
            engine.collect(-1);
            engine.deliver((slot, result) -> outcomes.add(slot + ": " + result));
        }
    }

    @Test
    void aRequestThatHangsHoldsUpNoOther() throws Exception {
        IoEngine engine = openEngine();

        read(engine, 0, hangingFile());
        hanging.await();
        read(engine, 1, new FakeDisk("/dev/good", FILE_BYTES, BLOCK).open());
        deliverNext(engine);
        answer.countDown();
        deliverNext(engine);

        assertEquals(List.of("1: 4096", "0: 4096"), outcomes);
        engine.close();
    }

    @Test
    void closingWaitsForWhatHasNotReturned() throws Exception {
        IoEngine engine = openEngine();
        read(engine, 0, hangingFile());
        hanging.await();
        AtomicBoolean answeredBeforeTheEnd = new AtomicBoolean();
        Thread closer =
                new Thread(
                        () -> {
                            engine.close();
                            answeredBeforeTheEnd.set(answered.get());
                        });

        closer.start();
        while (closer.getState() == Thread.State.NEW
                || closer.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        answer.countDown();
        closer.join();

        assertTrue(answeredBeforeTheEnd.get(), "the kernel still had a buffer");
    }

    @Test
    void whereNoThreadCanBeHadARequestIsRefusedForNow() {
        IoEngine engine =
                new ThreadEngine(
                        DEPTH,
                        work -> {
                            throw new OutOfMemoryError("unable to create native thread");
                        });

        read(engine, 7, new FakeDisk("/dev/good", FILE_BYTES, BLOCK).open());
        deliverNext(engine);

        assertEquals(List.of("7: " + -Errno.EAGAIN.number()), outcomes);
        engine.close();
    }

    @Test
    void aCallThatBreaksIsDeliveredAndNotKeptQuiet() throws Exception {
        FakeDisk broken = new FakeDisk("/dev/broken", FILE_BYTES, BLOCK);
        AssertionError defect = new AssertionError("a defect");
        broken.whenRead(
                () -> {
                    throw defect;
                });
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        // The pool has another thread made for the one that dies.
        List<Thread> threads = new CopyOnWriteArrayList<>();
        IoEngine engine =
                new ThreadEngine(
                        DEPTH,
                        work -> {
                            Thread thread = new Thread(work);
                            thread.setUncaughtExceptionHandler((where, what) -> thrown.add(what));
                            threads.add(thread);
                            return thread;
                        });

        read(engine, 0, broken.open());
        deliverNext(engine);
        engine.close();
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of("0: " + -Errno.EIO.number()), outcomes);
        assertEquals(List.of(defect), thrown);
    }
}
