package org.devio.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.devio.cli.json.Json;
import org.devio.format.Signature;
import org.devio.scan.LvmScanner;
import org.devio.scan.Problem;
import org.devio.scan.ScanOptions;
import org.devio.scan.ScannedDevice;
import org.devio.scan.ScannedSignatures;
import org.devio.scan.SignatureScanner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio blkid}: whose the devices are, with the words of util-linux's {@code blkid}. */
final class BlkidCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec json = Options.flag("one JSON document", "--json", "-J");
    private final IoOptions io = new IoOptions();

    BlkidCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                                this,
                                "blkid",
                                "What is on each device: LVM, RAID, swap, LUKS, tables.")
                        .aliases("signatures");
        return Options.withHelp(io.addTo(command.addOption(json)));
    }

    /** What was found on one device: a map of words for each subsystem. */
    private record Found(
            ScannedSignatures device,
            List<Map<String, String>> signatures,
            List<Problem> problems) {}

    @Override
    public Integer call() {
        Inputs inputs = Inputs.of(io.paths(), ScanOptions.defaults().devices(), io.deadline());
        inputs.complaints().forEach(complaint -> err.println("devio: " + complaint));
        Optional<List<Found>> found =
                Reading.run(
                        io,
                        err,
                        (context, settings) ->
                                combined(
                                        new LvmScanner(context).scan(inputs.devices()).devices(),
                                        new SignatureScanner(context).scan(inputs.devices())));
        if (found.isEmpty()) {
            return Scan.FAILED;
        }
        out.print(json.<Boolean>getValue() ? document(found.get()) : lines(found.get()));
        List<Problem> problems =
                found.get().stream().flatMap(one -> one.problems().stream()).toList();
        problems.forEach(problem -> err.println("devio: " + problem));
        return problems.isEmpty() && !inputs.isFailed() ? 0 : Scan.FAILED;
    }

    private static List<Found> combined(
            List<ScannedDevice> labels, List<ScannedSignatures> others) {
        // Partitions of an image are devices of their own there, and none here.
        Map<Path, String> uuids = new HashMap<>();
        Map<Path, List<Problem>> failures = new HashMap<>();
        for (ScannedDevice device : labels) {
            failures.put(
                    device.path(),
                    device.problems().stream().filter(BlkidCommand::isFailure).toList());
            device.label().ifPresent(label -> uuids.put(device.path(), label.pvUuid().dashed()));
        }
        List<Found> found = new ArrayList<>();
        for (ScannedSignatures device : others) {
            List<Map<String, String>> signatures = new ArrayList<>();
            // A partition table and its copy at the end say the same.
            device.signatures().stream()
                    .map(BlkidCommand::words)
                    .distinct()
                    .forEach(signatures::add);
            // A mirror's component has the label of the array, too: whose it is comes first.
            if (uuids.containsKey(device.path())) {
                signatures.add(pv(uuids.get(device.path())));
            }
            List<Problem> problems =
                    Stream.concat(
                                    device.problems().stream(),
                                    failures.getOrDefault(device.path(), List.of()).stream())
                            .distinct()
                            .toList();
            found.add(new Found(device, signatures, problems));
        }
        return found;
    }

    private static boolean isFailure(Problem problem) {
        return problem.severity() == Problem.Severity.FAILURE;
    }

    private static Map<String, String> pv(String uuid) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("UUID", uuid);
        words.put("TYPE", "LVM2_member");
        return words;
    }

    /** A partition table is not the type of a device: what lies beside it may be. */
    private static Map<String, String> words(Signature signature) {
        boolean isTable =
                signature.kind() == Signature.Kind.DOS || signature.kind() == Signature.Kind.GPT;
        Map<String, String> words = new LinkedHashMap<>();
        put(words, "LABEL", signature, Signature.Detail.LABEL);
        put(words, isTable ? "PTUUID" : "UUID", signature, Signature.Detail.UUID);
        put(words, "UUID_SUB", signature, Signature.Detail.UUID_SUB);
        put(words, "SUBSYSTEM", signature, Signature.Detail.SUBSYSTEM);
        if (!isTable) {
            put(words, "VERSION", signature, Signature.Detail.VERSION);
        }
        words.put(isTable ? "PTTYPE" : "TYPE", signature.kind().typeName());
        return words;
    }

    private static void put(
            Map<String, String> words, String key, Signature from, Signature.Detail detail) {
        Optional.ofNullable(from.details().get(detail)).ifPresent(value -> words.put(key, value));
    }

    private static String lines(List<Found> found) {
        StringBuilder text = new StringBuilder();
        for (Found one : found) {
            for (Map<String, String> signature : one.signatures()) {
                text.append(one.device().path()).append(": ").append(line(signature)).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(Map<String, String> words) {
        return words.entrySet().stream()
                .map(word -> word.getKey() + "=\"" + escaped(word.getValue()) + "\"")
                .collect(Collectors.joining(" "));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String document(List<Found> found) {
        List<Map<String, Object>> devices = new ArrayList<>();
        for (Found one : found) {
            Map<String, Object> device = new LinkedHashMap<>();
            device.put("path", one.device().path().toString());
            device.put("signatures", one.signatures());
            device.put("problems", one.problems().stream().map(Problem::message).toList());
            devices.add(device);
        }
        return Json.document(Map.of("devices", devices));
    }
}
