package org.devio.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tries on every reader what it met already: its seeds, and pieces of them. */
class SeedsTest {
    private static final Path SEEDS = Path.of("src/test/resources").toAbsolutePath();

    @TestFactory
    Stream<DynamicContainer> everySeedIsReadOrRefusedWithinItsLimits() {
        return folders()
                .map(
                        folder -> {
                            Consumer<byte[]> contract = SteppingLoader.contract(name(folder));
                            return DynamicContainer.dynamicContainer(
                                    name(folder), list(folder).map(seed -> test(seed, contract)));
                        });
    }

    @Test
    void everyTargetHasSeeds() {
        List<String> targets =
                Arrays.stream(Target.values()).map(Target::toString).sorted().toList();

        assertEquals(targets, folders().map(SeedsTest::name).sorted().collect(Collectors.toList()));
    }

    private static DynamicTest test(Path seed, Consumer<byte[]> contract) {
        return DynamicTest.dynamicTest(
                name(seed),
                () -> {
                    byte[] bytes = Files.readAllBytes(seed);
                    contract.accept(bytes);
                    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 64) {
                        contract.accept(Arrays.copyOf(bytes, length));
                    }
                });
    }

    /** The folders of seeds, one for each target. */
    private static Stream<Path> folders() {
        return Stream.of("text", "bytes").flatMap(kind -> list(SEEDS.resolve(kind)));
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            assertTrue(!sorted.isEmpty(), folder + " is empty");
            return sorted.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
