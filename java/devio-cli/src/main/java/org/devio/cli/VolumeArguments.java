package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import org.devio.volume.LogicalDisk;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the commands that read a logical volume have in common: which, and on what disks. */
final class VolumeArguments {
    private final IoOptions io = new IoOptions();

    /** What a command does with an open volume. */
    interface Work {
        /** Returns whether all went well; {@code scan} has the disks that were looked at. */
        boolean with(LogicalDisk disk, Scan scan) throws IOException;
    }

    /** Has a command take them, its synopsis too. */
    CommandSpec addTo(CommandSpec command) {
        command.usageMessage()
                .customSynopsis("devio " + command.name() + " [OPTION...] VG/LV [DEVICE...]");
        return Options.withHelp(io.addTo(command));
    }

    /**
     * Scans, opens the volume and does the work. What is wrong is told to {@code err}.
     *
     * @param any an option of the command, to say what is wrong with its use
     * @return the exit code
     */
    int run(OptionSpec any, PrintStream err, Work work) {
        String name = io.takeFirst().orElseThrow(() -> Options.wrongUsage(any, "which LV?"));
        if (name.indexOf('/') < 1) {
            throw Options.wrongUsage(any, "'" + name + "' is not of the form VG/LV");
        }
        return Scan.run(
                        io,
                        err,
                        (context, scan) -> {
                            scan.tellProblems(err);
                            try (LogicalDisk disk =
                                    LogicalDisk.open(context, scan.report(), name)) {
                                disk.notes().forEach(note -> err.println("devio: " + note));
                                return work.with(disk, scan);
                            }
                        })
                .filter(isGood -> isGood)
                .map(isGood -> 0)
                .orElse(Scan.FAILED);
    }
}
