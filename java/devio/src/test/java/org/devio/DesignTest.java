package org.devio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests that docs/design.md names are there, and are tests. */
class DesignTest {
    private static final Path DESIGN = Path.of("../../docs/design.md");
    private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final List<String> PACKAGES = List.of("engine", "io", "scan");

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
    }

    private static boolean isThere(String className, String test) {
        for (String name : PACKAGES) {
            try {
                Class<?> tests = Class.forName("org.devio.%s.%s".formatted(name, className));
                return Arrays.stream(tests.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(test) && isTest(method));
            } catch (ClassNotFoundException e) {
                // In another package, then.
            }
        }
        return false;
    }

    @Test
    void everyTestThatTheDesignNamesIsThere() throws IOException {
        List<MatchResult> names = NAME.matcher(Files.readString(DESIGN)).results().toList();

        List<String> gone = new ArrayList<>();
        for (MatchResult name : names) {
            if (!isThere(name.group(1), name.group(2))) {
                gone.add(name.group());
            }
        }

        assertTrue(names.size() > 50, "only " + names.size());
        assertEquals(List.of(), gone);
    }

    @Test
    void everyRowOfTheTableNamesATest() throws IOException {
        String design = Files.readString(DESIGN);
        String table = design.substring(design.indexOf("| behaviour |"));
        List<String> bare =
                table.substring(0, table.indexOf("\n\n"))
                        .lines()
                        .skip(2)
                        .filter(row -> !row.startsWith("| *") && !NAME.matcher(row).find())
                        .toList();

        assertEquals(List.of(), bare);
    }
}
