package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.devio.cli.Comparison.Pair;
import org.junit.jupiter.api.Test;

/**
 * Keeps the table in {@code docs/on-disk-format.md} true. With {@code -Ddevio.docs.rewrite=true} it
 * is written anew.
 */
class AgreementTableTest {
    private static final Path DOCUMENT = Images.inRepository("docs/on-disk-format.md");
    private static final String BEFORE = "<!-- agreement: written by AgreementTableTest -->\n";

    /** How often a field was compared, and equal. */
    private static final class Tally {
        private int compared;
        private int equal;
    }

    @Test
    void tableInTheDocumentIsThatOfTheseTests() throws IOException {
        String document = Files.readString(DOCUMENT);
        int end = document.indexOf(BEFORE) + BEFORE.length();

        String right = document.substring(0, end) + table();

        if (Boolean.getBoolean("devio.docs.rewrite")) {
            Files.writeString(DOCUMENT, right);
        }
        assertEquals(right, Files.readString(DOCUMENT), "-Ddevio.docs.rewrite=true writes it anew");
    }

    private static String table() {
        Map<String, Tally> tallies = new TreeMap<>();
        Tally all = new Tally();
        Comparison.subjects()
                .flatMap(subject -> Comparison.of(subject).pairs().stream())
                .forEach(
                        pair -> {
                            String field = pair.theirs().field();
                            count(tallies.computeIfAbsent(field, name -> new Tally()), pair);
                            count(all, pair);
                        });
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "\n%,d values of %d fields compared, %,d equal, in %d reports.\n",
                        all.compared,
                        tallies.size(),
                        all.equal,
                        Comparison.subjects().count()));
        text.append("\n| field | compared | equal | remark |\n|---|---:|---:|---|\n");
        tallies.forEach(
                (field, tally) ->
                        text.append(
                                "| `%s` | %d | %d | %s |\n"
                                        .formatted(
                                                field,
                                                tally.compared,
                                                tally.equal,
                                                Comparison.EXCEPTIONS.getOrDefault(field, ""))));
        return text.toString();
    }

    private static void count(Tally tally, Pair pair) {
        tally.compared++;
        tally.equal += pair.isEqual() ? 1 : 0;
    }
}
