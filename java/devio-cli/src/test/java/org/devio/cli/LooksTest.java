package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LooksTest {
    @Test
    void whatNeverAnswersHoldsUpNothingBehindIt() {
        CountDownLatch never = new CountDownLatch(1);
        Looks<String, Integer> looks =
                new Looks<>(
                        name -> {
                            if (name.startsWith("dead")) {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                            return name.length();
                        });

        List<Optional<Integer>> found =
                looks.at(List.of("a", "dead", "bb", "dead too", "ccc"), Duration.ofSeconds(2));
        never.countDown();

        assertEquals(
                List.of(
                        Optional.of(1),
                        Optional.empty(),
                        Optional.of(2),
                        Optional.empty(),
                        Optional.of(3)),
                found);
    }

    @Test
    void withoutALimitEachIsWaitedFor() {
        assertEquals(
                List.of(Optional.of("a"), Optional.of("b")),
                new Looks<String, String>(name -> name).at(List.of("a", "b"), Duration.ZERO));
    }
}
