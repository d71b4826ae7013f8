package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.metadata.TextHeader;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundVolumeGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio vgcfgbackup}: the metadata of a volume group as a file for vgcfgrestore. */
final class BackupCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec file =
            Options.valued(
                            "FILE",
                            "where to; %%s stands for the name of the VG. Replaced if it is there",
                            "-f",
                            "--file")
                    .required(true)
                    .build();
    private final IoOptions io = new IoOptions();

    BackupCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                        this, "vgcfgbackup", "A VG's metadata in a file for lvm2's vgcfgrestore.");
        command.usageMessage()
                .customSynopsis("devio vgcfgbackup VG --file FILE [OPTION...] [DEVICE...]");
        return Options.withHelp(io.addTo(command.addOption(file)));
    }

    @Override
    public Integer call() {
        String name = io.takeFirst().orElseThrow(() -> Options.wrongUsage(file, "which VG?"));
        Optional<Scan> scan = Scan.run(io, err);
        if (scan.isEmpty()) {
            return Scan.FAILED;
        }
        scan.get().tellProblems(err);
        List<VolumeGroup> groups =
                scan.get().report().volumeGroups().stream()
                        .map(FoundVolumeGroup::metadata)
                        .filter(vg -> vg.name().equals(name) || vg.id().dashed().equals(name))
                        .toList();
        if (groups.size() != 1) {
            err.println(
                    groups.isEmpty()
                            ? "devio: " + name + ": no such VG"
                            : "devio: " + name + ": several VGs have this name; give the UUID");
            return Scan.FAILED;
        }
        return write(groups.get(0), scan.get());
    }

    private int write(VolumeGroup group, Scan scan) {
        Path target = Path.of(file.<String>getValue().replace("%s", group.name()));
        try {
            byte[] text = group.toBackupText(header(), ZoneId.systemDefault());
            OutputFile.write(target, text, scan.inputs().devices());
        } catch (IOException e) {
            err.println("devio: " + e.getMessage());
            return Scan.FAILED;
        }
        out.println("  Volume group \"" + group.name() + "\" successfully backed up.");
        return scan.exitCode();
    }

    private TextHeader header() throws IOException {
        String kernel =
                "Linux %s %s %s"
                        .formatted(
                                kernel("osrelease"),
                                kernel("version"),
                                System.getProperty("os.arch").replace("amd64", "x86_64"));
        return TextHeader.of(
                "devio vgcfgbackup",
                new Version().name(),
                kernel("hostname"),
                kernel,
                Optional.empty(),
                Instant.now(),
                ZoneId.systemDefault());
    }

    private static String kernel(String name) throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel", name)).strip();
    }
}
