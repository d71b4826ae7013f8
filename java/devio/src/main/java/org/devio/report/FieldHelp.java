package org.devio.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what the fields of reports mean. */
public final class FieldHelp {
    private static final String TEXTS = "fields.txt";

    private FieldHelp() {}

    /** The fields that a report can show, by subject; a line for each field. */
    public static String of(ReportKind kind) {
        return text(kind.possibleSubjects());
    }

    /** The fields of all reports. */
    public static String ofAll() {
        return text(Arrays.asList(Subject.values()));
    }

    private static String text(List<Subject> subjects) {
        Map<String, String> meanings = meanings();
        int width = meanings.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Subject subject : subjects) {
            text.append(text.isEmpty() ? "" : "\n").append(subject.title()).append(":\n");
            for (Column<?> field : subject.columns()) {
                text.append("  ").append(field.name());
                text.append(" ".repeat(width + 2 - field.name().length()));
                text.append(meanings.get(field.name())).append('\n');
            }
        }
        return text.toString();
    }

    /** From the names of all fields to what they mean. */
    static Map<String, String> meanings() {
        try (InputStream in = FieldHelp.class.getResourceAsStream(TEXTS)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                    .map(line -> line.split(" ", 2))
                    .collect(
                            Collectors.toMap(
                                    line -> line[0],
                                    line -> line[1],
                                    (first, second) -> first,
                                    LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
