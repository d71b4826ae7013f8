package org.devio.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code devio}. */
@Command(
        name = "devio",
        description = "Reports the LVM volumes on disks and disk images. Never writes to one.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Each command has its own --help. Exit code: 0 all was read, 1 some device was not,"
                    + " 2 wrong usage.",
            "",
            "Examples:",
            "  devio scan                          all disks of this machine",
            "  devio lvs -a -o+devices images/     what lvs says, of a folder of disk images"
        })
public final class Main implements Runnable {
    private static final int BUFFER_BYTES = 1 << 16;

    @Spec private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... args) {
        PrintStream out =
                new PrintStream(
                        new BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                        false,
                        StandardCharsets.UTF_8);
        System.exit(run(out, System.err, args));
    }

    /**
     * Runs the command.
     *
     * @param out where data goes; flushed at the end, not closed
     * @param err where everything else goes
     * @param args the command line
     * @return the exit code
     */
    static int run(PrintStream out, PrintStream err, String... args) {
        CommandLine commands = new CommandLine(new Main());
        commands.addSubcommand(new ScanCommand(out, err));
        commands.addSubcommand("pvs", ReportCommand.pvs(out, err));
        commands.addSubcommand("vgs", ReportCommand.vgs(out, err));
        commands.addSubcommand("lvs", ReportCommand.lvs(out, err));
        commands.addSubcommand(new FullReportCommand(out, err));
        commands.addSubcommand(new BlkidCommand(out, err));
        commands.addSubcommand(new PvckCommand(out, err));
        commands.addSubcommand(new BackupCommand(out, err));
        commands.addSubcommand(new ConfigCommand(out, err));
        commands.addSubcommand(new HelpCommand(out));
        commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commands.setAllowOptionsAsOptionParameters(true);
        commands.setParameterExceptionHandler((e, given) -> wrongUsage(e, err));
        commands.setExecutionExceptionHandler((e, line, given) -> internalError(e, line, err));
        int exitCode = commands.execute(args);
        out.flush();
        // Who reads has gone, or the disk is full.
        return out.checkError() ? ExitCode.SOFTWARE : exitCode;
    }

    private static int wrongUsage(ParameterException e, PrintStream err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("devio: " + e.getMessage());
        err.println("Try '" + command + " --help'.");
        return ExitCode.USAGE;
    }

    private static int internalError(Exception e, CommandLine line, PrintStream err) {
        err.println("devio: internal error: " + e);
        if (line.getParseResult().hasMatchedOption("--verbose")) {
            e.printStackTrace(err);
        } else {
            err.println("devio: --verbose shows where");
        }
        return ExitCode.SOFTWARE;
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? --help lists them");
    }
}
