package org.devio.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;

/** Whose volume groups this host takes for its own, by {@code global/system_id_source}. */
final class SystemIds {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9+_.-]|^[^A-Za-z0-9]+");
    private static final Pattern FIRST_LINE =
            Pattern.compile("^[ \\t]*([^#\\s].*)$", Pattern.MULTILINE);

    private SystemIds() {}

    /** The system ID of this host, if it has one, and those that lvm.conf adds. */
    static Set<String> of(LvmConf settings) {
        Set<String> ids = new LinkedHashSet<>();
        own(settings)
                .map(id -> FORBIDDEN.matcher(id).replaceAll(""))
                .filter(id -> !id.isEmpty() && !id.startsWith("localhost"))
                .ifPresent(ids::add);
        ids.addAll(settings.texts(LvmSetting.LOCAL_EXTRA_SYSTEM_IDS));
        return ids;
    }

    private static Optional<String> own(LvmConf settings) {
        return switch (settings.text(LvmSetting.GLOBAL_SYSTEM_ID_SOURCE)) {
            case "lvmlocal" -> Optional.of(settings.text(LvmSetting.LOCAL_SYSTEM_ID));
            case "uname" -> firstLine(HOST_NAME);
            case "machineid" -> firstLine(MACHINE_ID);
            case "file" -> firstLine(Path.of(settings.text(LvmSetting.GLOBAL_SYSTEM_ID_FILE)));
            default -> Optional.empty();
        };
    }

    /** The first line that is neither empty nor a comment. */
    private static Optional<String> firstLine(Path file) {
        try {
            Matcher line = FIRST_LINE.matcher(Files.readString(file));
            return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
        } catch (IOException e) {
            // A host whose ID cannot be read has none.
            return Optional.empty();
        }
    }
}
