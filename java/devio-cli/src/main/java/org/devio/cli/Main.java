package org.devio.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
            "Exit code: 0 all was read, 1 something was not, 2 wrong usage.",
            "Examples:",
            "  devio scan                          all disks of this machine",
            "  devio lvs -a -o+devices images/     what lvs says, of a folder of disk images"
        })
public final class Main implements Runnable {
    private static final int BUFFER_BYTES = 1 << 16;

    private static final List<String> VERSION = List.of("-V", "--version");

    /** As the help lists them. */
    private static final List<String> NAMES =
            List.of(
                    "scan",
                    "pvs",
                    "vgs",
                    "lvs",
                    "fullreport",
                    "cat",
                    "map",
                    "blkid",
                    "pvck",
                    "vgcfgbackup",
                    "config",
                    "help");

    @Spec private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... args) {
        if (args.length > 0 && !args[0].startsWith("-")) {
            WarmUp.start(args[0]);
        }
        System.exit(run(new FileOutputStream(FileDescriptor.out), System.err, args));
    }

    /**
     * Runs the command.
     *
     * @param out where data goes, through a buffer; not closed
     * @param err where everything else goes
     * @param args the command line
     * @return the exit code
     */
    static int run(OutputStream out, PrintStream err, String... args) {
        Output output = new Output(out);
        PrintStream data =
                new PrintStream(
                        new BufferedOutputStream(output, BUFFER_BYTES),
                        false,
                        StandardCharsets.UTF_8);
        int exitCode = dispatch(data, err, args);
        data.flush();
        output.trouble().ifPresent(trouble -> err.println("devio: " + trouble));
        return output.isGood() ? exitCode : ExitCode.SOFTWARE;
    }

    private static int dispatch(PrintStream out, PrintStream err, String... args) {
        if (args.length == 1 && VERSION.contains(args[0])) {
            // At once: all other commands take longer to be made than this to be said.
            List.of(new Version().getVersion()).forEach(out::println);
            return 0;
        }
        Optional<CommandSpec> named =
                args.length == 0 ? Optional.empty() : command(args[0], out, err);
        if (named.isEmpty()) {
            return execute(all(out, err), out, err, args);
        }
        CommandSpec devio = CommandSpec.create().name("devio");
        devio.addSubcommand(args[0], named.get());
        return execute(
                devio.subcommands().get(args[0]),
                out,
                err,
                Arrays.copyOfRange(args, 1, args.length));
    }

    /**
     * The command of that name, by itself: most runs need no other, and each takes time to make.
     */
    private static Optional<CommandSpec> command(String name, PrintStream out, PrintStream err) {
        return Optional.ofNullable(
                switch (name) {
                    case "scan" -> new ScanCommand(out, err).spec();
                    case "pvs" -> ReportCommand.pvs(out, err);
                    case "vgs" -> ReportCommand.vgs(out, err);
                    case "lvs" -> ReportCommand.lvs(out, err);
                    case "fullreport" -> new FullReportCommand(out, err).spec();
                    case "cat" -> new CatCommand(out, err).spec();
                    case "map" -> new MapCommand(out, err).spec();
                    case "blkid", "signatures" -> new BlkidCommand(out, err).spec();
                    case "pvck" -> new PvckCommand(out, err).spec();
                    case "vgcfgbackup" -> new BackupCommand(out, err).spec();
                    case "config" -> new ConfigCommand(out, err).spec();
                    case "help" -> new HelpCommand(out, () -> all(out, out)).spec();
                    default -> null;
                });
    }

    /** {@code devio} with all its commands: for its help, and to say what is wrong. */
    static CommandLine all(PrintStream out, PrintStream err) {
        CommandLine devio = new CommandLine(new Main());
        for (String name : NAMES) {
            devio.addSubcommand(name, command(name, out, err).orElseThrow());
        }
        return devio;
    }

    private static int execute(
            CommandLine commands, PrintStream out, PrintStream err, String... args) {
        commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commands.setAllowOptionsAsOptionParameters(true);
        commands.setParameterExceptionHandler((e, given) -> wrongUsage(e, err));
        commands.setExecutionExceptionHandler((e, line, given) -> internalError(e, line, err));
        return commands.execute(args);
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
