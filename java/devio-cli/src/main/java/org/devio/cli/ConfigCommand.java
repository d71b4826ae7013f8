package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.devio.format.ConfigSetting;
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
        settings.addTo(command);
        return Options.withHelp(command);
    }

    @Override
    public Integer call() {
        List<ConfigSetting> all;
        try {
            all = settings.read().settings();
        } catch (IOException e) {
            err.println("devio: " + e.getMessage());
            return Scan.FAILED;
        }
        all.forEach(setting -> out.println(setting + "  # " + setting.origin()));
        return 0;
    }
}
