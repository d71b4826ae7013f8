package org.devio.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.cli.pvck.Pvck;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoContext;
import org.devio.scan.LvmScanner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code devio pvck}: what stands on a physical volume, right or wrong. */
final class PvckCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec what =
            Options.valued("WHAT", "headers, metadata, metadata_all or metadata_search", "--dump")
                    .required(true)
                    .build();
    private final IoOptions io = new IoOptions();

    PvckCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                        this, "pvck", "Labels, metadata headers and texts, as lvm2's pvck.");
        command.addOption(what);
        io.addTo(command);
        return Options.withHelp(command);
    }

    @Override
    public Integer call() {
        Pvck.Dump dump = dump();
        if (io.paths().isEmpty()) {
            throw wrongUsage("which device?");
        }
        return Reading.run(io, err, (context, settings) -> show(context, dump))
                .filter(isGood -> isGood)
                .map(isGood -> 0)
                .orElse(Scan.FAILED);
    }

    private Pvck.Dump dump() {
        String name = what.getValue();
        Optional<Pvck.Dump> known =
                Arrays.stream(Pvck.Dump.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst();
        return known.orElseThrow(() -> wrongUsage("--dump does not know '" + name + "'"));
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(what.command().commandLine(), message);
    }

    private boolean show(IoContext context, Pvck.Dump dump) {
        boolean isGood = true;
        for (Path path : io.paths()) {
            isGood &= show(context, path, dump);
        }
        return isGood;
    }

    private boolean show(IoContext context, Path path, Pvck.Dump dump) {
        try (Device device = context.openDevice(path)) {
            if (device.size() < LvmScanner.PV_MIN_SIZE) {
                err.println("devio: " + path + ": too small for a physical volume");
                return false;
            }
            boolean isGood = new Pvck(device, out).show(dump);
            if (!isGood) {
                err.println("devio: " + path + ": bad header or metadata values");
            }
            return isGood;
        } catch (DeviceIoException e) {
            err.println("devio: " + e.getMessage());
            return false;
        }
    }
}
