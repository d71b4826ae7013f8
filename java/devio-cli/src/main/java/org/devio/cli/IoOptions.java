package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.devio.format.LvmConf;
import org.devio.io.IoConfig;
import org.devio.io.IoTrace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command takes: what to read, and how. */
final class IoOptions {
    private static final int MIB_SHIFT = 20;
    private static final int MOST_READS = 65536;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "DEVICE",
            description =
                    "block devices, disk images, or folders: of these all *.img, *.raw and block"
                            + " devices, at any depth. Without any, the disks of this machine")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--engine",
            paramLabel = "auto|libaio|sync|java",
            description = "how to read; auto is libaio, or sync where that cannot be had")
    private String engine;

    @Option(
            names = "--aio-max",
            paramLabel = "N",
            description = "most reads at a time (128); 0 is sync")
    private Integer aioMax;

    @Option(
            names = "--aio-memory",
            paramLabel = "MIB",
            description = "most memory for them (10); 0 is sync")
    private Integer aioMemory;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "most time for one read (30); 0 is no limit")
    private Integer deadline;

    @Option(
            names = "--test",
            description = "write nothing; accepted as by lvm2, since no command writes")
    private boolean isTest;

    @Mixin private Settings settings = new Settings();

    @Option(
            names = {"-v", "--verbose"},
            description = "show every physical read")
    private boolean isVerbose;

    List<Path> paths() {
        return paths;
    }

    /** What lvm.conf and {@code --config} say. */
    LvmConf settings() throws IOException {
        return settings.read();
    }

    /** Takes away the first argument, for commands where it is no device. */
    Optional<String> takeFirst() {
        return paths.isEmpty() ? Optional.empty() : Optional.of(paths.remove(0).toString());
    }

    /**
     * How to read: as the settings say, where no option says otherwise. Every read is told to
     * {@code err} if that is asked for.
     */
    IoConfig config(LvmConf settings, PrintStream err) {
        IoConfig config = IoConfig.fromLvmConf(settings);
        if (engine != null) {
            config = config.withEngine(engine());
        }
        if (aioMax != null) {
            demand(aioMax >= 0 && aioMax <= MOST_READS, "--aio-max is 0 to " + MOST_READS);
            config = config.withMaxInFlight(aioMax);
        }
        if (aioMemory != null) {
            demand(aioMemory >= 0, "--aio-memory is not negative");
            config = config.withMaxBufferBytes((long) aioMemory << MIB_SHIFT);
        }
        if (deadline != null) {
            demand(deadline >= 0, "--deadline is not negative");
            config = config.withDeadline(Duration.ofSeconds(deadline));
        }
        config = config.withTestMode(isTest || config.testMode());
        return isVerbose ? config.withTrace(traceTo(err)) : config;
    }

    private IoConfig.Engine engine() {
        return Arrays.stream(IoConfig.Engine.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(engine))
                .findFirst()
                .orElseThrow(() -> wrongUsage("--engine does not know '" + engine + "'"));
    }

    private void demand(boolean holds, String rule) {
        if (!holds) {
            throw wrongUsage(rule);
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static IoTrace traceTo(PrintStream err) {
        return (path, write, offset, length, category, mode) ->
                err.printf(
                        "%s: %s of %d bytes at %d (%s, %s)%n",
                        path,
                        write ? "write" : "read",
                        length,
                        offset,
                        category.displayString(),
                        mode.name().toLowerCase(Locale.ROOT));
    }
}
