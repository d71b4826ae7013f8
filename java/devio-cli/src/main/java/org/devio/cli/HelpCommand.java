package org.devio.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.devio.report.FieldHelp;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code devio help}: what {@code --help} says, and what the fields of reports mean. */
final class HelpCommand implements Callable<Integer> {
    private static final String FIELDS = "fields";

    private final PrintStream out;
    private final Supplier<CommandLine> devio;

    private final PositionalParamSpec topic =
            PositionalParamSpec.builder()
                    .type(String.class)
                    .arity("0..1")
                    .index("0")
                    .paramLabel("COMMAND|fields")
                    .description("fields lists those of pvs, vgs and lvs")
                    .build();

    /**
     * The command.
     *
     * @param devio makes {@code devio} with all its commands
     */
    HelpCommand(PrintStream out, Supplier<CommandLine> devio) {
        this.out = out;
        this.devio = devio;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(this, "help", "Help on a command, or on the fields of reports.");
        return Options.withHelp(command.addPositional(topic));
    }

    @Override
    public Integer call() {
        String wanted = topic.getValue();
        if (FIELDS.equals(wanted)) {
            out.print(FieldHelp.ofAll());
            return 0;
        }
        CommandLine all = devio.get();
        CommandLine found = wanted == null ? all : all.getSubcommands().get(wanted);
        if (found == null) {
            throw Options.wrongUsage(topic, "no command '" + wanted + "'");
        }
        found.usage(out);
        return 0;
    }
}
