package org.devio.volume;

import java.nio.file.Path;
import java.util.Optional;
import org.devio.io.BlockSource;
import org.devio.metadata.PhysicalVolume;

/**
 * A physical volume as something to read from.
 *
 * @param metadata what its volume group says of it
 * @param device where it was found; empty if nowhere
 * @param source its bytes; null if they cannot be read
 * @param whyLost why they cannot, else empty
 */
record PvSource(
        PhysicalVolume metadata, Optional<Path> device, BlockSource source, String whyLost) {
    static PvSource lost(PhysicalVolume metadata, Optional<Path> device, String why) {
        return new PvSource(metadata, device, null, name(metadata) + " " + why);
    }

    static PvSource found(PhysicalVolume metadata, Path device, BlockSource source) {
        return new PvSource(metadata, Optional.of(device), source, "");
    }

    boolean isLost() {
        return source == null;
    }

    String whyShort() {
        return name(metadata) + " ends after " + source.size() + " bytes of " + device.get();
    }

    /** Its path in the metadata is but a hint, and often all that people remember of a disk. */
    private static String name(PhysicalVolume metadata) {
        return "PV "
                + metadata.id().dashed()
                + metadata.device().map(path -> " (was " + path + ")").orElse("");
    }
}
