package org.devio.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.config.LvmConf;
import picocli.CommandLine.Model.CommandSpec;

/** {@code devio config}: the settings in effect. */
final class ConfigCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final Settings settings = new Settings();

    ConfigCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                        this, "config", "Settings of lvm.conf in effect, and where each is from.");
        return Options.withHelp(settings.addTo(command));
    }

    @Override
    public Integer call() {
        Optional<LvmConf> all = settings.read(err);
        if (all.isEmpty()) {
            return Scan.FAILED;
        }
        all.get().settings().forEach(one -> out.println(one + "  # " + one.origin()));
        return 0;
    }
}
