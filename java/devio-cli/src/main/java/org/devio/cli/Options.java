package org.devio.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Makes commands and options for picocli by its builders. Annotations would say the same in fewer
 * words, but to read them costs more time than to start the JVM. What was given is the {@link
 * ArgSpec#getValue value} of the option once the command is called.
 */
final class Options {
    private Options() {}

    /** An option that is there or not: a Boolean. */
    static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(Boolean.class)
                .initialValue(false)
                .description(description)
                .build();
    }

    /** An option with a word: a String, or null. */
    static OptionSpec word(String label, String description, String... names) {
        return wordOr(null, label, description, names);
    }

    /** An option with a word: a String, {@code otherwise} if it is not given. */
    static OptionSpec wordOr(String otherwise, String label, String description, String... names) {
        return valued(label, description, names).initialValue(otherwise).build();
    }

    /** An option with a whole number: an Integer, or null. */
    static OptionSpec number(String label, String description, String... names) {
        return valued(label, description, names).type(Integer.class).build();
    }

    /** An option that may be given often: a list of Strings. */
    static OptionSpec words(String label, String description, String... names) {
        return valued(label, description, names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(List.of())
                .build();
    }

    /** For options of some other sort. */
    static OptionSpec.Builder valued(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .paramLabel(label)
                .description(description);
    }

    /** A command; its help lists the options in the order in which they are added. */
    static CommandSpec command(Callable<Integer> work, String name, String description) {
        CommandSpec command = CommandSpec.wrapWithoutInspection(work).name(name);
        command.usageMessage().description(description).sortOptions(false);
        command.versionProvider(new Version());
        return command;
    }

    /** Ends the options of a command with those that every command has. */
    static CommandSpec withHelp(CommandSpec command) {
        return command.addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this help message and exit.")
                                .build())
                .addOption(
                        OptionSpec.builder("-V", "--version")
                                .versionHelp(true)
                                .description("Print version information and exit.")
                                .build());
    }

    /** Says what is wrong with the command line that {@code option} is for. */
    static ParameterException wrongUsage(ArgSpec option, String message) {
        return new ParameterException(option.command().commandLine(), message);
    }
}
