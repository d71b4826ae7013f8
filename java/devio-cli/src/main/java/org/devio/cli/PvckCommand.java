package org.devio.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.cli.pvck.Pvck;
import org.devio.cli.pvck.PvckOptions;
import org.devio.format.LvmConf;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devio pvck}: what stands on a physical volume, right or wrong. */
@Command(
        name = "pvck",
        description = "Labels, metadata headers and texts, as lvm2's pvck.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PvckCommand implements Callable<Integer> {
    private static final int LABEL_SECTORS = 4;

    private final PrintStream out;
    private final PrintStream err;

    @Spec private CommandSpec spec;

    @Option(
            names = "--dump",
            paramLabel = "WHAT",
            required = true,
            description = "headers, metadata, metadata_all or metadata_search")
    private String what;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "where whole metadata texts go; replaced if it is there")
    private String file;

    @Option(
            names = "--settings",
            paramLabel = "KEY=VALUE...",
            description =
                    "mda_num=1|2, metadata_offset=BYTES, mda_offset=BYTES with mda_size=BYTES")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = {"--pvmetadatacopies", "--metadatacopies"},
            paramLabel = "1|2",
            description = "the same as mda_num")
    private Integer copies;

    @Option(names = "--labelsector", paramLabel = "0..3", description = "where the label is (1)")
    private int labelSector = 1;

    @Mixin private IoOptions io = new IoOptions();

    PvckCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        PvckOptions options = options();
        if (io.paths().isEmpty()) {
            throw wrongUsage("which device?");
        }
        if (file != null && io.paths().size() > 1) {
            throw wrongUsage("--file takes the texts of one device");
        }
        return Reading.run(io, err, (context, conf) -> show(context, conf, options))
                .filter(isGood -> isGood)
                .map(isGood -> 0)
                .orElse(Scan.FAILED);
    }

    private PvckOptions options() {
        if (labelSector < 0 || labelSector >= LABEL_SECTORS) {
            throw wrongUsage("--labelsector is 0 to 3");
        }
        try {
            PvckSettings given = PvckSettings.parse(settings);
            return new PvckOptions(
                    dump(),
                    labelSector,
                    copies == null ? given.areaNumber() : PvckSettings.areaNumber(copies),
                    given.textOffset(),
                    given.searchedArea());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private Pvck.Dump dump() {
        Optional<Pvck.Dump> known =
                Arrays.stream(Pvck.Dump.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(what))
                        .findFirst();
        return known.orElseThrow(() -> wrongUsage("--dump does not know '" + what + "'"));
    }

    private boolean show(IoContext context, LvmConf conf, PvckOptions options)
            throws IOException {
        boolean isGood = true;
        for (Path path : io.paths()) {
            isGood &= show(context, path, conf.minimumDeviceBytes(), options);
        }
        return isGood;
    }

    private boolean show(IoContext context, Path path, long minimumBytes, PvckOptions options)
            throws IOException {
        Optional<ByteArrayOutputStream> texts =
                Optional.ofNullable(file).map(name -> new ByteArrayOutputStream());
        boolean isGood;
        try (Device device = context.openDevice(path)) {
            if (device.size() < minimumBytes) {
                err.println("devio: " + path + ": too small for a physical volume");
                return false;
            }
            isGood = new Pvck(device, out, options, texts).show();
        } catch (DeviceIoException e) {
            err.println("devio: " + e.getMessage());
            return false;
        }
        if (!isGood) {
            err.println("devio: " + path + ": bad header or metadata values");
        }
        if (texts.isPresent() && texts.get().size() > 0) {
            OutputFile.write(Path.of(file), texts.get().toByteArray(), List.of(path));
        }
        return isGood;
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
