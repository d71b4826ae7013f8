package org.devio.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.devio.config.LvmConf;
import org.devio.io.IoConfig;
import org.devio.io.IoTrace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What every command takes: what to read, and how. */
final class IoOptions {
    private static final int MIB_SHIFT = 20;
    private static final int MOST_READS = 65536;

    /** For so many it takes the kernel longer to end its AIO than to read them. */
    private static final int FEW_DEVICES = 32;

    private final PositionalParamSpec paths =
            PositionalParamSpec.builder()
                    .paramLabel("DEVICE")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(Path.class)
                    .converters(Path::of)
                    .initialValue(List.of())
                    .description(
                            "block devices, disk images, or folders: of these all *.img, *.raw and"
                                    + " block devices, at any depth. Without any, the disks of this"
                                    + " machine. Of images in qcow2, VMDK, VHD, VHDX and VDI it"
                                    + " is told that they have to be converted")
                    .build();
    private final OptionSpec engine =
            Options.word(
                    "auto|libaio|threads|sync|java",
                    "how to read; auto is threads for up to "
                            + FEW_DEVICES
                            + " devices that are named, else libaio, and threads again where that"
                            + " cannot be had",
                    "--engine");
    private final OptionSpec aioMax =
            Options.number("N", "most reads at a time (128); 0 is sync", "--aio-max");
    private final OptionSpec aioMemory =
            Options.number("MIB", "most memory for them (10); 0 is sync", "--aio-memory");

    /** For a look that only chooses the engine. */
    private static final Duration SHORT_LOOK = Duration.ofMillis(100);

    private final OptionSpec deadline =
            Options.number("SECONDS", "most time for one read (30); 0 is no limit", "--deadline");
    private final OptionSpec test =
            Options.flag("write nothing; accepted as by lvm2, since no command writes", "--test");
    private final Settings settings = new Settings();
    private final OptionSpec verbose = Options.flag("show every physical read", "-v", "--verbose");

    /** Has a command take them; returns the command. */
    CommandSpec addTo(CommandSpec command) {
        command.addPositional(paths)
                .addOption(engine)
                .addOption(aioMax)
                .addOption(aioMemory)
                .addOption(deadline)
                .addOption(test);
        return settings.addTo(command).addOption(verbose);
    }

    List<Path> paths() {
        return paths.getValue();
    }

    /** What lvm.conf and {@code --config} say; empty if {@code err} was told why not. */
    Optional<LvmConf> settings(PrintStream err) {
        return settings.read(err);
    }

    /** Takes away the first argument, for commands where it is no device. */
    Optional<String> takeFirst() {
        List<Path> given = paths();
        return given.isEmpty() ? Optional.empty() : Optional.of(given.remove(0).toString());
    }

    /**
     * How to read: as the settings say, where no option says otherwise. Every read is told to
     * {@code err} if that is asked for.
     */
    IoConfig config(LvmConf settings, PrintStream err) {
        IoConfig config = IoConfig.fromLvmConf(settings);
        if (engine.getValue() != null) {
            config = config.withEngine(engine(engine.getValue()));
        }
        if (config.engine() == IoConfig.Engine.AUTO && areFew()) {
            config = config.withEngine(IoConfig.Engine.THREADS);
        }
        if (aioMax.getValue() != null) {
            int reads = aioMax.getValue();
            demand(reads >= 0 && reads <= MOST_READS, "--aio-max is 0 to " + MOST_READS);
            config = config.withMaxInFlight(reads);
        }
        if (aioMemory.getValue() != null) {
            int mib = aioMemory.getValue();
            demand(mib >= 0, "--aio-memory is not negative");
            config = config.withMaxBufferBytes((long) mib << MIB_SHIFT);
        }
        if (deadline.getValue() != null) {
            int seconds = deadline.getValue();
            demand(seconds >= 0, "--deadline is not negative");
            config = config.withDeadline(Duration.ofSeconds(seconds));
        }
        config = config.withTestMode(test.<Boolean>getValue() || config.testMode());
        return verbose.<Boolean>getValue() ? config.withTrace(traceTo(err)) : config;
    }

    private boolean areFew() {
        int count = paths().size();
        return count > 0
                && count <= FEW_DEVICES
                && new Looks<Path, Boolean>(Files::isDirectory)
                        .at(paths(), SHORT_LOOK).stream()
                                .noneMatch(isFolder -> isFolder.orElse(false));
    }

    /** How long a read, an open or a look at a path may take; zero for no limit. */
    Duration deadline() {
        return deadline.getValue() == null
                ? IoConfig.defaults().deadline()
                : Duration.ofSeconds(deadline.<Integer>getValue());
    }

    private IoConfig.Engine engine(String name) {
        return Arrays.stream(IoConfig.Engine.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Options.wrongUsage(engine, "--engine does not know '" + name + "'"));
    }

    private void demand(boolean holds, String rule) {
        if (!holds) {
            throw Options.wrongUsage(engine, rule);
        }
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
