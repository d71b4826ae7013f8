package org.devio.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Looks at one thing after the other on a thread that can be left behind: a look at a path on a
 * dead mount never ends. What comes behind a slow one does not wait for it.
 */
final class Looks<T, R> {
    /** How long a look may hold up the next one. */
    private static final long SLOW_MILLIS = 20;

    private final Function<T, R> look;

    Looks(Function<T, R> look) {
        this.look = look;
    }

    /**
     * What was found, in the order of {@code things}; empty where it took longer than allowed.
     *
     * @param allowed zero for no limit
     */
    List<Optional<R>> at(List<T> things, Duration allowed) {
        List<CompletableFuture<R>> found = new ArrayList<>();
        things.forEach(thing -> found.add(new CompletableFuture<>()));
        AtomicBoolean overtaken = start(things, found, 0);
        for (int i = 0; i < things.size(); i++) {
            if (within(found.get(i), SLOW_MILLIS).isEmpty()) {
                overtaken.set(true);
                overtaken = start(things, found, i + 1);
            }
        }
        long end = System.nanoTime() + allowed.toNanos();
        return found.stream()
                .map(
                        one ->
                                allowed.isZero()
                                        ? Optional.of(one.join())
                                        : within(
                                                one,
                                                Math.max(0, end - System.nanoTime()) / 1_000_000))
                .toList();
    }

    /** Begins with one of them, and goes on until it is overtaken. */
    private AtomicBoolean start(List<T> things, List<CompletableFuture<R>> found, int first) {
        AtomicBoolean overtaken = new AtomicBoolean();
        Thread thread =
                new Thread(
                        () -> {
                            for (int i = first; i < things.size() && !overtaken.get(); i++) {
                                make(things.get(i), found.get(i));
                            }
                        },
                        "devio-look");
        thread.setDaemon(true);
        thread.start();
        return overtaken;
    }

    private void make(T thing, CompletableFuture<R> found) {
        try {
            found.complete(look.apply(thing));
        } catch (Throwable t) {
            found.completeExceptionally(t);
        }
    }

    private static <R> Optional<R> within(CompletableFuture<R> found, long millis) {
        try {
            return Optional.of(found.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
