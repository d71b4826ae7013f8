package org.devio.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.devio.io.NativeCode;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: all that a bug report has to say of the program. */
final class Version implements IVersionProvider {
    /** Two lines, made by the build: the version, and the commit. */
    private static final String FILE = "version";

    @Override
    public String[] getVersion() {
        List<String> build = build();
        return new String[] {
            "devio " + build.get(0),
            "commit " + build.get(1),
            "Java %s (%s), %s %s"
                    .formatted(
                            System.getProperty("java.version"),
                            System.getProperty("java.vendor"),
                            System.getProperty("os.name"),
                            System.getProperty("os.arch")),
            NativeCode.whyNoAio().map(why -> "engine threads: " + why).orElse("engine libaio"),
            NativeCode.origin()
                    .map(origin -> "native code from " + origin)
                    .orElse("native code: none, plain Java reads")
        };
    }

    /** Name and version of the program. */
    String name() {
        return "devio " + build().get(0);
    }

    private static List<String> build() {
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            return in == null
                    ? List.of("of unknown version", "unknown")
                    : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
