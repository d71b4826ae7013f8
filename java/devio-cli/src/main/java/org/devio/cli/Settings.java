package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.format.LvmFormatException;
import org.devio.scan.LvmSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The settings of lvm.conf and of {@code --config}, which wins. */
final class Settings {
    private static final String FOLDER_VARIABLE = "LVM_SYSTEM_DIR";
    private static final String USUAL_FOLDER = "/etc/lvm";

    private final OptionSpec texts =
            Options.words(
                    "SETTINGS", "over those of lvm.conf, e.g. devices/aio_max=64", "--config");

    private LvmConf inEffect;

    /** Has a command take {@code --config}; returns the command. */
    CommandSpec addTo(CommandSpec command) {
        return command.addOption(texts);
    }

    /**
     * Reads and checks them, once. If a file cannot be read, or has a wrong setting, that is told
     * to {@code err}.
     *
     * @return empty if there are none to go on with
     * @throws ParameterException if {@code --config} has a wrong setting
     */
    Optional<LvmConf> read(PrintStream err) {
        if (inEffect == null) {
            try {
                inEffect = readFiles();
            } catch (IOException e) {
                err.println("devio: " + e.getMessage());
            }
        }
        return Optional.ofNullable(inEffect);
    }

    private LvmConf readFiles() throws IOException {
        String folder = Optional.ofNullable(System.getenv(FOLDER_VARIABLE)).orElse(USUAL_FOLDER);
        // As in lvm2, an empty name means no files.
        return folder.isEmpty() ? over(ConfigTree.empty()) : read(Path.of(folder));
    }

    /** The same with the files of a folder, each time. */
    LvmConf read(Path folder) throws IOException {
        ConfigTree files;
        try {
            files = LvmSettings.files(folder);
            LvmConf.of(files);
        } catch (LvmFormatException e) {
            throw new IOException(e.problem(), e);
        }
        return over(files);
    }

    private LvmConf over(ConfigTree files) {
        try {
            ConfigTree tree = files;
            for (String text : texts.<List<String>>getValue()) {
                tree = tree.withOption(text);
            }
            return LvmConf.of(tree);
        } catch (LvmFormatException e) {
            throw Options.wrongUsage(texts, e.problem());
        }
    }
}
