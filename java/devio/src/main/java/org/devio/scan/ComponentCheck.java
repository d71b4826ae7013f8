package org.devio.scan;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;
import org.devio.format.DiskArea;
import org.devio.format.PvLabel;
import org.devio.format.Sector;
import org.devio.format.Signature;
import org.devio.format.SignaturePlan;

/**
 * Whether a device is a component of a RAID, so that a PV label on it is the array's. What stands
 * at the start of the device is read with the label; what stands at its end costs a read, which
 * {@code devices/md_component_checks} allows: {@code auto}, if the label was made for a device of
 * another size; {@code full}, always; {@code start}, never.
 */
final class ComponentCheck {

    private final LvmConf settings;
    private final long size;
    private final SignaturePlan plan;

    ComponentCheck(Common common, Window window) {
        settings = common.settings();
        size = window.size();
        boolean isDisk = window.device().isBlockDevice();
        plan = common.arrays(size, isDisk ? window.device().logicalBlockSize() : Sector.BYTES);
    }

    /** The array that the start of the device speaks of. */
    Optional<String> atStart(ByteBuffer start) {
        return find(plan.extents().get(0), start);
    }

    /** What is to be read of the end of a device with this label. */
    Optional<DiskArea> endOf(PvLabel label) {
        List<DiskArea> extents = plan.extents();
        return needsEnd(label) ? Optional.of(extents.get(extents.size() - 1)) : Optional.empty();
    }

    /** The array that a part of the device speaks of. */
    Optional<String> find(DiskArea extent, ByteBuffer bytes) {
        return plan.evaluate(Map.of(extent, bytes)).stream()
                .flatMap(signature -> array(signature).stream())
                .findFirst();
    }

    private boolean needsEnd(PvLabel label) {
        boolean isMd =
                switch (settings.text(LvmSetting.DEVICES_MD_COMPONENT_CHECKS)) {
                    case "full" -> true;
                    case "start" -> false;
                    default -> label.deviceSize() != size;
                };
        return isMd && settings.flag(LvmSetting.DEVICES_MD_COMPONENT_DETECTION)
                || settings.flag(LvmSetting.DEVICES_FW_RAID_COMPONENT_DETECTION);
    }

    private Optional<String> array(Signature signature) {
        return switch (signature.kind()) {
            case MD -> array(signature, "MD", LvmSetting.DEVICES_MD_COMPONENT_DETECTION);
            case IMSM, DDF ->
                    array(
                            signature,
                            signature.kind().name(),
                            LvmSetting.DEVICES_FW_RAID_COMPONENT_DETECTION);
            default -> Optional.empty();
        };
    }

    private Optional<String> array(Signature signature, String kind, LvmSetting setting) {
        if (!settings.flag(setting)) {
            return Optional.empty();
        }
        String version = signature.details().getOrDefault(Signature.Detail.VERSION, "");
        return Optional.of(
                "component of %s array %s (%s)".formatted(kind, version, setting.path()));
    }
}
