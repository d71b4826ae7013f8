package org.devio.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.format.Partition;
import org.devio.io.BlockSource;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoContext;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundPhysicalVolume;
import org.devio.scan.FoundVolumeGroup;
import org.devio.scan.ScannedDevice;

/** The physical volumes of a group, each opened when first asked for. */
final class PvSources implements AutoCloseable {
    private final IoContext context;
    private final Map<String, FoundPhysicalVolume> found = new HashMap<>();
    private final Map<String, PvSource> sources = new HashMap<>();
    private final List<Device> devices = new ArrayList<>();

    PvSources(IoContext context, FoundVolumeGroup group) {
        this.context = context;
        for (FoundPhysicalVolume pv : group.physicalVolumes()) {
            found.put(pv.metadata().sectionName(), pv);
        }
    }

    /** The one that the metadata calls so, whether it can be read or not. */
    PvSource named(String sectionName) {
        return sources.computeIfAbsent(sectionName, name -> open(found.get(name)));
    }

    private PvSource open(FoundPhysicalVolume pv) {
        PhysicalVolume metadata = pv.metadata();
        if (pv.device().isEmpty()) {
            return PvSource.lost(metadata, Optional.empty(), "is missing");
        }
        ScannedDevice device = pv.device().get();
        Optional<Path> path = Optional.of(device.path());
        if (metadata.isMissing()) {
            return PvSource.lost(
                    metadata,
                    path,
                    "was missing when others were written; " + device.path() + " may be old");
        }
        try {
            return PvSource.found(metadata, device.path(), open(device));
        } catch (DeviceIoException e) {
            return PvSource.lost(metadata, path, "cannot be opened: " + e.getMessage());
        }
    }

    private BlockSource open(ScannedDevice found) throws DeviceIoException {
        Device device = context.openDevice(found.file());
        devices.add(device);
        if (found.partition().isEmpty()) {
            return device;
        }
        Partition partition = found.partition().get();
        long there = Math.max(0, device.size() - partition.offset());
        return device.range(partition.offset(), Math.min(partition.size(), there));
    }

    /** Any that can be read; empty if none can. */
    Optional<BlockSource> any() {
        for (PvSource source : sources.values()) {
            if (!source.isLost()) {
                return Optional.of(source.source());
            }
        }
        for (FoundPhysicalVolume pv : found.values()) {
            if (pv.device().isPresent()) {
                try {
                    return Optional.of(open(pv.device().get()));
                } catch (DeviceIoException e) {
                    // The next may do.
                }
            }
        }
        return Optional.empty();
    }

    /** The largest block size among those that can be read. */
    int blockSize() {
        return sources.values().stream()
                .filter(source -> !source.isLost())
                .mapToInt(source -> source.source().blockSize())
                .max()
                .orElse(VolumeGroup.SECTOR_BYTES);
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
    }
}
