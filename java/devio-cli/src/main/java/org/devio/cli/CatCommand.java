package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.devio.volume.LogicalDisk;
import org.devio.volume.VolumeExtent;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio cat}: the bytes of a logical volume. */
final class CatCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec offset =
            ByteCount.option("where to begin (0); k, m, g, t", "--offset");
    private final OptionSpec length = ByteCount.option("how many (all)", "--length");
    private final OptionSpec file =
            Options.word(
                    "FILE",
                    "where to, instead of standard output; replaced if it is there",
                    "-o",
                    "--output");
    private final OptionSpec sparse =
            Options.wordOr(
                    "auto", "auto|never", "whether zeros become holes of the file", "--sparse");
    private final OptionSpec skipLost =
            Options.flag("go on behind what cannot be read, zeros in its place", "--skip-lost");
    private final OptionSpec fail = Options.flag("write nothing if some of it is lost", "--fail");
    private final OptionSpec digest =
            Options.word("NAME", "say the digest of what was written, e.g. sha256", "--digest");
    private final VolumeArguments volume = new VolumeArguments();

    CatCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(this, "cat", "The bytes of an LV, without device-mapper.");
        command.addOption(offset)
                .addOption(length)
                .addOption(file)
                .addOption(sparse)
                .addOption(skipLost)
                .addOption(fail)
                .addOption(digest);
        return volume.addTo(command);
    }

    @Override
    public Integer call() {
        if (skipLost.<Boolean>getValue() && fail.<Boolean>getValue()) {
            throw Options.wrongUsage(fail, "--skip-lost and --fail exclude each other");
        }
        if (!sparse.getValue().equals("auto") && !sparse.getValue().equals("never")) {
            throw Options.wrongUsage(sparse, "--sparse is auto or never");
        }
        MessageDigest sum = digest();
        long first = ByteCount.of(offset, 0);
        long most = ByteCount.of(length, Long.MAX_VALUE);
        return volume.run(fail, err, (disk, scan) -> copy(disk, scan, first, most, sum));
    }

    private MessageDigest digest() {
        String name = digest.getValue();
        if (name == null) {
            return null;
        }
        try {
            return MessageDigest.getInstance(name.replaceFirst("^(?i)sha-?(?=[1-9])", "SHA-"));
        } catch (NoSuchAlgorithmException e) {
            throw Options.wrongUsage(digest, "--digest does not know '" + name + "'");
        }
    }

    private boolean copy(LogicalDisk disk, Scan scan, long first, long most, MessageDigest sum)
            throws IOException {
        if (first > disk.size()) {
            err.println("devio: " + disk.name() + " ends at byte " + disk.size());
            return false;
        }
        long count = Math.min(most, disk.size() - first);
        if (fail.<Boolean>getValue() && isAnyLost(disk, first, count)) {
            return false;
        }
        VolumeCopy copy = new VolumeCopy(disk, skipLost.getValue(), sum, err);
        if (file.getValue() == null) {
            return copy.to(first, count, out) && told(disk, sum, err);
        }
        boolean[] isGood = {false};
        OutputFile.write(
                Path.of(file.<String>getValue()),
                scan.inputs().devices(),
                part -> {
                    isGood[0] = copy.to(first, count, part, sparse.getValue().equals("auto"));
                    return isGood[0] || skipLost.<Boolean>getValue();
                });
        return isGood[0] && told(disk, sum, out);
    }

    private boolean isAnyLost(LogicalDisk disk, long first, long count) {
        boolean[] isLost = {false};
        disk.locate(
                first,
                count,
                extent -> {
                    if (extent.kind() == VolumeExtent.Kind.LOST) {
                        isLost[0] = true;
                        VolumeCopy.tellLost(err, extent.offset(), extent.length(), extent.why());
                    }
                });
        return isLost[0];
    }

    private static boolean told(LogicalDisk disk, MessageDigest sum, PrintStream to) {
        if (sum != null) {
            to.println(HexFormat.of().formatHex(sum.digest()) + "  " + disk.name());
        }
        return true;
    }
}
