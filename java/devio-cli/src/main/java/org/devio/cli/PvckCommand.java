package org.devio.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.cli.pvck.Pvck;
import org.devio.cli.pvck.PvckOptions;
import org.devio.config.LvmConf;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio pvck}: what stands on a physical volume, right or wrong. */
final class PvckCommand implements Callable<Integer> {
    private static final int LABEL_SECTORS = 4;

    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec what =
            Options.valued("WHAT", "headers, metadata, metadata_all or metadata_search", "--dump")
                    .required(true)
                    .build();
    private final OptionSpec file =
            Options.word(
                    "FILE",
                    "where whole metadata texts go; replaced if it is there",
                    "-f",
                    "--file");
    private final OptionSpec settings =
            Options.words(
                    "KEY=VALUE...",
                    "mda_num=1|2, metadata_offset=BYTES, mda_offset=BYTES with mda_size=BYTES",
                    "--settings");
    private final OptionSpec copies =
            Options.number("1|2", "the same as mda_num", "--pvmetadatacopies", "--metadatacopies");
    private final OptionSpec labelSector =
            Options.number("0..3", "where the label is (1)", "--labelsector");
    private final IoOptions io = new IoOptions();

    PvckCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                        this, "pvck", "Labels, metadata headers and texts, as lvm2's pvck.");
        command.addOption(what)
                .addOption(file)
                .addOption(settings)
                .addOption(copies)
                .addOption(labelSector);
        return Options.withHelp(io.addTo(command));
    }

    @Override
    public Integer call() {
        PvckOptions options = options();
        if (io.paths().isEmpty()) {
            throw Options.wrongUsage(what, "which device?");
        }
        if (file.getValue() != null && io.paths().size() > 1) {
            throw Options.wrongUsage(what, "--file takes the texts of one device");
        }
        return Reading.run(io, err, (context, conf) -> show(context, conf, options))
                .filter(isGood -> isGood)
                .map(isGood -> 0)
                .orElse(Scan.FAILED);
    }

    private PvckOptions options() {
        Integer givenSector = labelSector.getValue();
        int sector = givenSector == null ? 1 : givenSector;
        if (sector < 0 || sector >= LABEL_SECTORS) {
            throw Options.wrongUsage(what, "--labelsector is 0 to 3");
        }
        try {
            Integer number = copies.getValue();
            PvckSettings given = PvckSettings.parse(settings.getValue());
            return new PvckOptions(
                    dump(),
                    sector,
                    number == null ? given.areaNumber() : PvckSettings.areaNumber(number),
                    given.textOffset(),
                    given.searchedArea());
        } catch (IllegalArgumentException e) {
            throw Options.wrongUsage(what, e.getMessage());
        }
    }

    private Pvck.Dump dump() {
        String name = what.getValue();
        Optional<Pvck.Dump> known =
                Arrays.stream(Pvck.Dump.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst();
        return known.orElseThrow(
                () -> Options.wrongUsage(what, "--dump does not know '" + name + "'"));
    }

    private boolean show(IoContext context, LvmConf conf, PvckOptions options) throws IOException {
        boolean isGood = true;
        for (Path path : io.paths()) {
            isGood &= show(context, path, conf.minimumDeviceBytes(), options);
        }
        return isGood;
    }

    private boolean show(IoContext context, Path path, long minimumBytes, PvckOptions options)
            throws IOException {
        Optional<ByteArrayOutputStream> texts =
                Optional.ofNullable(file.getValue()).map(name -> new ByteArrayOutputStream());
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
            OutputFile.write(
                    Path.of(file.<String>getValue()), texts.get().toByteArray(), List.of(path));
        }
        return isGood;
    }
}
