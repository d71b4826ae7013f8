package org.devio.io;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;

/**
 * Limits and choices of a context. Values are those of lvm.conf where it has them.
 *
 * @param maxInFlight most I/Os with the kernel at a time, 1 to 65536 ({@code devices/aio_max});
 *     also the most devices that {@link IoContext#submitOpen} holds open at a time. 0 means
 *     synchronously, with the default limit
 * @param maxBufferBytes most bytes of buffers in use at a time, in flight, in delivery and kept
 *     ({@code devices/aio_memory}, there in MiB); a request that is larger than all of it goes
 *     alone. 0 means synchronously, with the default limit
 * @param minReadBytes reads are widened to at least this; a power of two, 512 to 1 MiB
 * @param deadline how long the kernel may take over one asynchronous I/O, or over opening a device,
 *     before its caller is told that it failed; zero for no limit. Engines SYNC and JAVA have none:
 *     the thread that polls is the kernel's until it returns
 * @param blockingDeadline how long a blocking call may take, until it fails likewise; zero for no
 *     limit but on virtual threads, where {@code deadline} holds. Such a call is made by another
 *     thread, which takes some 10 us more than the 0.6 us of a cached block; calls of virtual
 *     threads always are, so that a deadline costs them nothing
 * @param maxErrors failures, also of blocking calls, after which a device is not asked anymore
 *     ({@code devices/disable_after_error_count}); 0 for no limit
 * @param testMode writes, flushes and discards are traced and counted as done but not made ({@code
 *     global/test})
 * @param engine which engine to use
 * @param trace sees every physical I/O, on the thread that issues it; or null
 */
public record IoConfig(
        int maxInFlight,
        long maxBufferBytes,
        int minReadBytes,
        Duration deadline,
        Duration blockingDeadline,
        int maxErrors,
        boolean testMode,
        Engine engine,
        IoTrace trace) {

    private static final int MAX_IN_FLIGHT = 65536;
    private static final int MIN_READ_LIMIT = 1 << 20;
    private static final IoConfig DEFAULTS =
            new IoConfig(
                    128,
                    10L << 20,
                    8192,
                    Duration.ofSeconds(30),
                    Duration.ZERO,
                    0,
                    false,
                    Engine.AUTO,
                    null);

    /** How reads and writes reach the kernel. */
    public enum Engine {
        /**
         * By the kernel's AIO; where there is none, or it cannot be reached without native code, as
         * {@link #THREADS}, and {@link IoContext#whyNotAio} tells why.
         */
        AUTO,
        /** By the kernel's AIO, or opening the context fails. */
        LIBAIO,
        /**
         * Asynchronously too, with a thread for each I/O that has not returned. Ends 30 ms sooner
         * than libaio, which is why it suits who reads some disks and is gone; takes objects and
         * changes of threads for every I/O. Needs no AIO, nor the native library.
         */
        THREADS,
        /** Synchronously, by the native library if there is one, else by the JDK. */
        SYNC,
        /** Synchronously by the JDK alone. */
        JAVA
    }

    /** Checks the ranges. */
    public IoConfig {
        check(maxInFlight >= 0 && maxInFlight <= MAX_IN_FLIGHT, "maxInFlight", maxInFlight);
        check(maxBufferBytes >= 0, "maxBufferBytes", maxBufferBytes);
        check(
                minReadBytes >= 512
                        && minReadBytes <= MIN_READ_LIMIT
                        && Integer.bitCount(minReadBytes) == 1,
                "minReadBytes",
                minReadBytes);
        check(!deadline.isNegative(), "deadline", deadline);
        check(!blockingDeadline.isNegative(), "blockingDeadline", blockingDeadline);
        check(maxErrors >= 0, "maxErrors", maxErrors);
        Objects.requireNonNull(engine, "engine");
    }

    private static void check(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
    }

    /** lvm2's defaults: 128 I/Os, 10 MiB, reads of at least 8 KiB; and a deadline of 30 seconds. */
    public static IoConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The limits that settings ask for: {@code devices/aio_max}, {@code aio_memory}, {@code
     * use_aio}, {@code disable_after_error_count}, {@code global/use_aio} and {@code test}. A limit
     * of 0 on asynchronous I/O, or either {@code use_aio} off, means synchronous I/O.
     *
     * @param settings of one file, as {@link LvmConf#read} gives them, or of any number of files
     *     and of the command line
     * @return {@link #defaults} where they say nothing; an {@code aio_max} above 65536 is taken for
     *     that
     */
    public static IoConfig fromLvmConf(LvmConf settings) {
        boolean isOff =
                !settings.flag(LvmSetting.DEVICES_USE_AIO)
                        || !settings.flag(LvmSetting.GLOBAL_USE_AIO);
        return DEFAULTS.withEngine(isOff ? Engine.SYNC : Engine.AUTO)
                .withMaxInFlight(Math.min(settings.aioMax(), MAX_IN_FLIGHT))
                .withMaxBufferBytes(settings.aioMemoryBytes())
                .withMaxErrors((int) settings.number(LvmSetting.DEVICES_DISABLE_AFTER_ERROR_COUNT))
                .withTestMode(settings.flag(LvmSetting.GLOBAL_TEST));
    }

    /** This with another limit on I/Os with the kernel. */
    public IoConfig withMaxInFlight(int limit) {
        return new IoConfig(
                limit,
                maxBufferBytes,
                minReadBytes,
                deadline,
                blockingDeadline,
                maxErrors,
                testMode,
                engine,
                trace);
    }

    /** This with another limit on bytes of buffers. */
    public IoConfig withMaxBufferBytes(long limit) {
        return new IoConfig(
                maxInFlight,
                limit,
                minReadBytes,
                deadline,
                blockingDeadline,
                maxErrors,
                testMode,
                engine,
                trace);
    }

    /** This with another smallest read. */
    public IoConfig withMinReadBytes(int bytes) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                bytes,
                deadline,
                blockingDeadline,
                maxErrors,
                testMode,
                engine,
                trace);
    }

    /** This with another limit on the kernel's time; zero for none. */
    public IoConfig withDeadline(Duration limit) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                minReadBytes,
                limit,
                blockingDeadline,
                maxErrors,
                testMode,
                engine,
                trace);
    }

    /** This with another limit on the time of blocking calls; zero for none. */
    public IoConfig withBlockingDeadline(Duration limit) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                minReadBytes,
                deadline,
                limit,
                maxErrors,
                testMode,
                engine,
                trace);
    }

    /** This with another limit on a device's failures; 0 for none. */
    public IoConfig withMaxErrors(int limit) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                minReadBytes,
                deadline,
                blockingDeadline,
                limit,
                testMode,
                engine,
                trace);
    }

    /** This with writes suppressed, or not. */
    public IoConfig withTestMode(boolean suppressed) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                minReadBytes,
                deadline,
                blockingDeadline,
                maxErrors,
                suppressed,
                engine,
                trace);
    }

    /** This with another engine. */
    public IoConfig withEngine(Engine choice) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                minReadBytes,
                deadline,
                blockingDeadline,
                maxErrors,
                testMode,
                choice,
                trace);
    }

    /** This with somebody who sees every physical I/O; null for nobody. */
    public IoConfig withTrace(IoTrace observer) {
        return new IoConfig(
                maxInFlight,
                maxBufferBytes,
                minReadBytes,
                deadline,
                blockingDeadline,
                maxErrors,
                testMode,
                engine,
                observer);
    }

    /** Time for a blocking call that has no deadline of its own; 0 for no limit. */
    long blockingNanos(boolean virtualThread) {
        return Nanos.of(virtualThread && blockingDeadline.isZero() ? deadline : blockingDeadline);
    }

    /** The limit on I/Os that holds: never 0. */
    int depth() {
        return maxInFlight == 0 ? DEFAULTS.maxInFlight : maxInFlight;
    }

    /** The limit on bytes that holds: never 0. */
    long budget() {
        return maxBufferBytes == 0 ? DEFAULTS.maxBufferBytes : maxBufferBytes;
    }

    /** The limits that hold, in words. */
    String limits() {
        return "limits: %d I/Os, %d bytes, deadline %s, %d errors a device"
                .formatted(depth(), budget(), deadline, maxErrors);
    }

    /** Why these values ask for synchronous I/O; empty if they leave the choice. */
    Optional<String> whySynchronous() {
        if (engine == Engine.SYNC || engine == Engine.JAVA) {
            return Optional.of(
                    "engine " + engine.name().toLowerCase(Locale.ROOT) + " was asked for");
        }
        if (maxInFlight == 0 || maxBufferBytes == 0) {
            return Optional.of((maxInFlight == 0 ? "aio_max" : "aio_memory") + " is 0");
        }
        return Optional.empty();
    }
}
