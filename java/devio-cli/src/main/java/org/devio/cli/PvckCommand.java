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
    private final PrintStream out;
    private final PrintStream err;

    @Spec private CommandSpec spec;

    @Option(
            names = "--dump",
            paramLabel = "WHAT",
            required = true,
            description = "headers, metadata, metadata_all or metadata_search")
    private String what;

    @Mixin private IoOptions io = new IoOptions();

    PvckCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Pvck.Dump dump = dump();
        if (io.paths().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "which device?");
        }
        return Reading.run(io, err, (context, settings) -> show(context, dump))
                .filter(isGood -> isGood)
                .map(isGood -> 0)
                .orElse(Scan.FAILED);
    }

    private Pvck.Dump dump() {
        Optional<Pvck.Dump> known =
                Arrays.stream(Pvck.Dump.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(what))
                        .findFirst();
        return known.orElseThrow(
                () ->
                        new ParameterException(
                                spec.commandLine(), "--dump does not know '" + what + "'"));
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
