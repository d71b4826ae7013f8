package org.devio.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crac.Core;
import org.devio.io.IoContext;

/** Programs of the tests that need a JVM of their own. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * The command that runs the main of {@code program}, with the library under test and what it
     * may use.
     */
    public static List<String> command(
            List<String> options, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        String library = System.getProperty("devio.library.file");
        if (library != null) {
            command.add("-Ddevio.library.file=" + library);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        command.addAll(arguments);
        return command;
    }

    private static String classPath(Class<?> program) {
        return Stream.of(program, IoContext.class, Core.class)
                .map(ChildJvm::origin)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
