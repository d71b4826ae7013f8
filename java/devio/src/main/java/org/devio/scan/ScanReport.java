package org.devio.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a scan found. Immutable. */
public final class ScanReport {
    private final List<ScannedDevice> devices;
    private final List<FoundVolumeGroup> volumeGroups;
    private final List<ScannedDevice> duplicates;
    private final List<Problem> groupProblems;
    private final Map<ScannedDevice.Place, FoundVolumeGroup> groupsByPlace = new HashMap<>();

    ScanReport(
            List<ScannedDevice> devices,
            List<FoundVolumeGroup> volumeGroups,
            List<ScannedDevice> duplicates,
            List<Problem> groupProblems) {
        this.devices = List.copyOf(devices);
        this.volumeGroups = List.copyOf(volumeGroups);
        this.duplicates = List.copyOf(duplicates);
        this.groupProblems = List.copyOf(groupProblems);
        for (FoundVolumeGroup group : volumeGroups) {
            for (FoundPhysicalVolume pv : group.physicalVolumes()) {
                pv.device().ifPresent(device -> groupsByPlace.put(device.place(), group));
            }
        }
    }

    /** Every device that was asked for, in that order, whatever became of it. */
    public List<ScannedDevice> devices() {
        return devices;
    }

    /** The volume groups that some device's metadata describes, in the order they were found. */
    public List<FoundVolumeGroup> volumeGroups() {
        return volumeGroups;
    }

    /** Devices with the UUID of a physical volume for which another device was chosen. */
    public List<ScannedDevice> duplicates() {
        return duplicates;
    }

    /** Devices with a PV label that belong to no volume group that was found. */
    public List<ScannedDevice> orphans() {
        var copies = duplicates.stream().map(ScannedDevice::place).collect(Collectors.toSet());
        return devices.stream()
                .filter(device -> device.label().isPresent())
                .filter(device -> !copies.contains(device.place()))
                .filter(device -> !groupsByPlace.containsKey(device.place()))
                .toList();
    }

    /** The volume group that a device belongs to; empty for an orphan or a duplicate. */
    public Optional<FoundVolumeGroup> volumeGroupOf(ScannedDevice device) {
        return Optional.ofNullable(groupsByPlace.get(device.place()));
    }

    /** Every problem: those of the devices in their order, then those of volume groups. */
    public List<Problem> problems() {
        return Stream.concat(
                        devices.stream().flatMap(device -> device.problems().stream()),
                        groupProblems.stream())
                .toList();
    }

    /** What is wrong with volume groups as a whole. */
    public List<Problem> groupProblems() {
        return groupProblems;
    }
}
