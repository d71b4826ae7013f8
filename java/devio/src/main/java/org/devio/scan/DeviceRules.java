package org.devio.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.devio.config.ConfigSetting;
import org.devio.config.DeviceFilter;
import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;
import org.devio.format.LvmFormatException;

/**
 * Which devices are passed over before they are opened, and by which rule. Thread-safe: each is
 * asked about on a thread that opens devices, since looking at a path may hang.
 */
final class DeviceRules {
    private final LvmConf settings;
    private final SystemDevices devices;
    private KernelList list;

    DeviceRules(ScanOptions options) {
        settings = options.settings();
        devices = options.devices();
    }

    /** Why a device is not to be opened; empty if it may be. */
    Optional<String> objection(Path path) {
        return rejection(path)
                .or(() -> devices.find(path, this::list).flatMap(this::objection))
                .map(why -> "not read: " + why);
    }

    /** Why a partition of an image is not to be read; only filters are about those. */
    Optional<String> objectionToPartition(Path path) {
        return rejection(path).map(why -> "not read: " + why);
    }

    /** Read once, and not before a block device asks for it. */
    private synchronized KernelList list() {
        if (list == null) {
            list = devices.kernelList();
        }
        return list;
    }

    private Optional<String> rejection(Path path) {
        return rejectedBy(LvmSetting.DEVICES_GLOBAL_FILTER, path)
                .or(() -> rejectedBy(LvmSetting.DEVICES_FILTER, path));
    }

    private Optional<String> rejectedBy(LvmSetting setting, Path path) {
        return settings.find(setting.path())
                .filter(found -> !filter(setting).accepts(names(path)))
                .map(found -> "rejected by " + named(found));
    }

    private DeviceFilter filter(LvmSetting setting) {
        try {
            return DeviceFilter.of(settings.texts(setting));
        } catch (LvmFormatException e) {
            throw new IllegalStateException("the settings were checked", e);
        }
    }

    private List<String> names(Path path) {
        return devices.names(path).stream().map(Path::toString).toList();
    }

    private static String named(ConfigSetting setting) {
        return setting.path() + " (" + setting.origin() + ")";
    }

    private Optional<String> objection(SysfsDevice device) {
        if (!device.isListed()) {
            boolean isDemanded = settings.flag(LvmSetting.DEVICES_SYSFS_SCAN);
            return device.isUnlisted() && isDemanded
                    ? Optional.of("sysfs does not list it (devices/sysfs_scan)")
                    : Optional.empty();
        }
        long least = settings.minimumDeviceBytes();
        if (device.size() == 0 && device.isRemovable()) {
            return Optional.of("no medium");
        }
        if (device.size() < least) {
            return Optional.of(DeviceScan.tooSmall(device.size(), least));
        }
        if (settings.flag(LvmSetting.DEVICES_IGNORE_SUSPENDED_DEVICES) && device.isSuspended()) {
            return Optional.of("suspended (devices/ignore_suspended_devices)");
        }
        Optional<String> path =
                component(
                        LvmSetting.DEVICES_MULTIPATH_COMPONENT_DETECTION,
                        device.multipathHolder(),
                        "path of multipath device");
        return path.isPresent()
                ? path
                : component(
                        LvmSetting.DEVICES_MD_COMPONENT_DETECTION,
                        device.mdHolder(),
                        "component of MD array");
    }

    private Optional<String> component(LvmSetting setting, Optional<String> holder, String what) {
        return holder.isPresent() && settings.flag(setting)
                ? Optional.of("%s %s (%s)".formatted(what, holder.get(), setting.path()))
                : Optional.empty();
    }
}
