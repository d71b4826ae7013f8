package org.devio.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.devio.cli.JsonRows.Value;

/**
 * A report of devio beside that of lvm2 on the same disks.
 *
 * @param theirs lines of lvm2's
 * @param ours lines of devio's
 */
record Comparison(List<String> theirs, List<String> ours) {
    /** Fields that cannot be equal, and why. */
    static final Map<String, String> EXCEPTIONS =
            Map.of(
                    "pv_major", "lvm2 saw the images as loop devices; a file has no number",
                    "pv_minor", "lvm2 saw the images as loop devices; a file has no number");

    private static final List<String> EVERY_TYPE = List.of("every", "history", "odd", "vdo");
    private static final Map<Subject, Comparison> MADE = new ConcurrentHashMap<>();

    /**
     * What is compared.
     *
     * @param name a case of the corpus, or a group with every type
     * @param report {@code pvs}, {@code vgs}, {@code lvs}, or {@code segs} for segments of volumes
     */
    record Subject(String name, String report) {
        boolean isEveryType() {
            return EVERY_TYPE.contains(name);
        }

        @Override
        public String toString() {
            return report + " of " + name;
        }
    }

    /**
     * A value that lvm2 and devio gave.
     *
     * @param row first field of its row
     */
    record Pair(String row, Value theirs, Value ours) {
        boolean isEqual() {
            return theirs.equals(ours);
        }

        boolean isException() {
            return EXCEPTIONS.containsKey(theirs.field());
        }
    }

    /** Everything that there are answers of lvm2 for. */
    static Stream<Subject> subjects() {
        return Stream.concat(
                subjects(Images.cases(), List.of("pvs", "vgs", "lvs")),
                subjects(EVERY_TYPE, List.of("pvs", "vgs", "lvs", "segs")));
    }

    private static Stream<Subject> subjects(List<String> names, List<String> reports) {
        return names.stream()
                .flatMap(name -> reports.stream().map(report -> new Subject(name, report)));
    }

    /** Compares all fields of all rows. */
    static Comparison of(Subject subject) {
        return MADE.computeIfAbsent(subject, Comparison::make);
    }

    private static Comparison make(Subject subject) {
        String file = subject.report() + ".json";
        if (subject.isEveryType()) {
            List<Path> devices = EveryType.devicesOf(subject.name());
            List<String> theirs = EveryType.lines(subject.name() + "." + file);
            return new Comparison(
                    EveryType.withPlaceholders(subject.name(), theirs), ours(subject, devices));
        }
        Path folder = Images.folderOf(subject.name());
        List<Path> devices = Images.devicesOf(subject.name());
        return new Comparison(Images.lines(folder.resolve(file)), ours(subject, devices));
    }

    private static List<String> ours(Subject subject, List<Path> devices) {
        List<String> options = new ArrayList<>(List.of("-a", "-o+all", "--units", "b"));
        options.addAll(List.of("--nosuffix", "--reportformat", "json"));
        if (subject.report().equals("segs")) {
            options.add("--segments");
        }
        if (subject.isEveryType()) {
            // lvm2 had the system ID of the group that has one.
            options.add("--foreign");
        }
        String command = subject.report().equals("segs") ? "lvs" : subject.report();
        Cli run = Cli.run(command, options, Images.imagesOf(devices));
        return Images.withPlaceholders(run.out(), devices);
    }

    /** What lvm2's rows are sorted by, in their order. */
    List<String> theirKeys() {
        return keys(theirs);
    }

    /** What devio's rows are sorted by, in their order. */
    List<String> ourKeys() {
        return keys(ours);
    }

    private static List<String> keys(List<String> lines) {
        return JsonRows.parse(lines).stream().map(row -> row.get(0).text()).toList();
    }

    /** Field by field; both reports must have the same rows. */
    List<Pair> pairs() {
        List<List<Value>> theirRows = byIdentity(theirs);
        List<List<Value>> ourRows = byIdentity(ours);
        List<Pair> pairs = new ArrayList<>();
        for (int row = 0; row < theirRows.size(); row++) {
            List<Value> their = theirRows.get(row);
            for (int i = 0; i < their.size(); i++) {
                pairs.add(new Pair(their.get(0).text(), their.get(i), ourRows.get(row).get(i)));
            }
        }
        return pairs;
    }

    /** Where two groups have one name, no order is right. */
    private static List<List<Value>> byIdentity(List<String> lines) {
        List<List<Value>> sorted = new ArrayList<>(JsonRows.parse(lines));
        sorted.sort(
                Comparator.comparing((List<Value> row) -> row.get(0).text())
                        .thenComparing(row -> JsonRows.text(row, "vg_uuid")));
        return sorted;
    }
}
