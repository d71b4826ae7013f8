package org.devio.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.devio.cli.report.FieldHelp;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devio help}: what {@code --help} says, and what the fields of reports mean. */
@Command(
        name = "help",
        description = "Help on a command, or on the fields of reports.",
        mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
    private static final String FIELDS = "fields";

    private final PrintStream out;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND|fields",
            arity = "0..1",
            description = "fields lists those of pvs, vgs and lvs")
    private String topic;

    HelpCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (FIELDS.equals(topic)) {
            out.print(FieldHelp.ofAll());
            return 0;
        }
        CommandLine all = spec.commandLine().getParent();
        CommandLine found = topic == null ? all : all.getSubcommands().get(topic);
        if (found == null) {
            throw new ParameterException(spec.commandLine(), "no command '" + topic + "'");
        }
        found.usage(out);
        return 0;
    }
}
