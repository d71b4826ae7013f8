package org.devio.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.devio.format.LvmUuid;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;

/**
 * Puts together what single devices say: which text of a volume group is in force, which device is
 * which of its physical volumes, and what does not agree.
 */
final class Assembly {
    private final List<ScannedDevice> devices;
    private final Set<String> systemIds;
    private final Map<LvmUuid, Claim> claims = new LinkedHashMap<>();
    private final Map<LvmUuid, ScannedDevice> byUuid = new HashMap<>();
    private final List<ScannedDevice> duplicates = new ArrayList<>();
    private final Map<ScannedDevice.Place, List<Problem>> deviceProblems = new HashMap<>();
    private final List<Problem> groupProblems = new ArrayList<>();

    private Assembly(List<ScannedDevice> devices, Set<String> systemIds) {
        this.devices = devices;
        this.systemIds = systemIds;
    }

    /** A metadata text and where it was found. */
    private record Claim(VolumeGroup group, ScannedDevice device) {}

    /**
     * Puts them together.
     *
     * @param systemIds those by which this host knows its own groups
     */
    static ScanReport of(List<ScannedDevice> devices, Set<String> systemIds) {
        return new Assembly(devices, systemIds).report();
    }

    private ScanReport report() {
        devices.forEach(this::findNewest);
        devices.forEach(this::reportOlder);
        choosePreferred();
        Map<LvmUuid, VolumeGroup> owners = owners();
        devices.forEach(device -> checkOwner(device, owners));
        claims.values().forEach(claim -> checkMembers(claim.group()));
        checkNames();
        // Only now have the devices all their problems, and with them their identity as values.
        Map<ScannedDevice.Place, ScannedDevice> complete = new LinkedHashMap<>();
        devices.forEach(device -> complete.put(device.place(), withProblems(device)));
        return new ScanReport(
                List.copyOf(complete.values()),
                claims.values().stream().map(claim -> found(claim.group(), complete)).toList(),
                duplicates.stream().map(device -> complete.get(device.place())).toList(),
                groupProblems);
    }

    private void findNewest(ScannedDevice device) {
        for (ScannedArea area : device.areas()) {
            area.volumeGroup()
                    .ifPresent(
                            group ->
                                    claims.merge(
                                            group.id(),
                                            new Claim(group, device),
                                            (old, now) ->
                                                    now.group().seqno() > old.group().seqno()
                                                            ? now
                                                            : old));
        }
    }

    private void reportOlder(ScannedDevice device) {
        for (ScannedArea area : device.areas()) {
            if (area.volumeGroup().isEmpty()) {
                continue;
            }
            VolumeGroup here = area.volumeGroup().get();
            Claim newest = claims.get(here.id());
            if (here.seqno() < newest.group().seqno()) {
                warn(
                        device,
                        Problem.on(
                                        device.path(),
                                        Problem.Kind.OLD_SEQNO,
                                        "metadata area %d holds seqno %d of VG %s, older than seqno %d on %s"
                                                .formatted(
                                                        area.number(),
                                                        here.seqno(),
                                                        here.name(),
                                                        newest.group().seqno(),
                                                        newest.device().path()))
                                .about(here)
                                .inArea(area.number()));
                // Most often the same object, from the cache of texts; Objects looks at that first.
            } else if (!Objects.equals(here, newest.group())) {
                warn(
                        device,
                        Problem.on(
                                        device.path(),
                                        Problem.Kind.OTHER_TEXT,
                                        "metadata area %d holds another seqno %d of VG %s than %s"
                                                .formatted(
                                                        area.number(),
                                                        here.seqno(),
                                                        here.name(),
                                                        newest.device().path()))
                                .about(here)
                                .inArea(area.number()));
            }
        }
    }

    /** Of devices with one UUID, takes the one whose path or size the metadata remembers. */
    private void choosePreferred() {
        Map<LvmUuid, List<ScannedDevice>> candidates = new LinkedHashMap<>();
        for (ScannedDevice device : devices) {
            device.label()
                    .ifPresent(
                            label ->
                                    candidates
                                            .computeIfAbsent(
                                                    label.pvUuid(), uuid -> new ArrayList<>())
                                            .add(device));
        }
        candidates.forEach(
                (uuid, same) -> {
                    ScannedDevice preferred = preferred(uuid, same);
                    byUuid.put(uuid, preferred);
                    for (ScannedDevice device : same) {
                        if (!device.place().equals(preferred.place())) {
                            duplicates.add(device);
                            warn(
                                    device,
                                    Problem.on(
                                                    device.path(),
                                                    Problem.Kind.DUPLICATE,
                                                    "not used: PV %s is also on %s"
                                                            .formatted(
                                                                    uuid.dashed(),
                                                                    preferred.path()))
                                            .about(uuid));
                        }
                    }
                });
    }

    private ScannedDevice preferred(LvmUuid uuid, List<ScannedDevice> same) {
        if (same.size() == 1) {
            return same.get(0);
        }
        Optional<PhysicalVolume> described =
                claims.values().stream()
                        .flatMap(claim -> claim.group().physicalVolumes().values().stream())
                        .filter(pv -> pv.id().equals(uuid))
                        .findFirst();
        Comparator<ScannedDevice> byPath =
                Comparator.comparing(
                        device ->
                                described
                                        .flatMap(PhysicalVolume::device)
                                        .filter(device.path().toString()::equals)
                                        .isEmpty());
        Comparator<ScannedDevice> bySize =
                Comparator.comparing(
                        device ->
                                described
                                        .filter(
                                                pv ->
                                                        pv.devSizeSectors()
                                                                == device.size()
                                                                        / VolumeGroup.SECTOR_BYTES)
                                        .isEmpty());
        return same.stream().min(byPath.thenComparing(bySize)).orElseThrow();
    }

    private Map<LvmUuid, VolumeGroup> owners() {
        Map<LvmUuid, VolumeGroup> owners = new HashMap<>();
        for (Claim claim : claims.values()) {
            for (PhysicalVolume pv : claim.group().physicalVolumes().values()) {
                VolumeGroup other = owners.putIfAbsent(pv.id(), claim.group());
                if (other != null) {
                    warn(
                            Problem.of(
                                            Problem.Kind.TWO_GROUPS,
                                            "PV %s belongs to two VGs, %s and %s"
                                                    .formatted(
                                                            pv.id().dashed(),
                                                            other.name(),
                                                            claim.group().name()))
                                    .about(pv.id()));
                }
            }
        }
        return owners;
    }

    private void checkOwner(ScannedDevice device, Map<LvmUuid, VolumeGroup> owners) {
        if (device.label().isEmpty()) {
            return;
        }
        VolumeGroup owner = owners.get(device.label().get().pvUuid());
        if (owner == null && device.label().get().isUsed()) {
            warn(
                    device,
                    Problem.on(
                            device.path(),
                            Problem.Kind.NO_GROUP,
                            "marked as in use, but no VG was found that uses it"));
        }
        for (ScannedArea area : device.areas()) {
            Optional<VolumeGroup> here = area.volumeGroup();
            if (here.isPresent() && (owner == null || !owner.id().equals(here.get().id()))) {
                boolean isOld = here.get().seqno() < claims.get(here.get().id()).group().seqno();
                warn(
                        device,
                        Problem.on(
                                        device.path(),
                                        Problem.Kind.STRANGE_GROUP,
                                        "metadata area %d holds VG %s, which %s this PV"
                                                .formatted(
                                                        area.number(),
                                                        here.get().name(),
                                                        isOld
                                                                ? "has since dropped"
                                                                : "does not list"))
                                .about(here.get())
                                .inArea(area.number()));
            }
        }
    }

    private void checkMembers(VolumeGroup group) {
        for (PhysicalVolume pv : group.physicalVolumes().values()) {
            ScannedDevice device = byUuid.get(pv.id());
            if (device == null) {
                warn(
                        Problem.of(
                                        Problem.Kind.PV_MISSING,
                                        "VG %s: PV %s was not found%s"
                                                .formatted(
                                                        group.name(),
                                                        pv.id().dashed(),
                                                        pv.device()
                                                                .map(
                                                                        hint ->
                                                                                " (last seen as "
                                                                                        + hint
                                                                                        + ")")
                                                                .orElse("")))
                                .about(group)
                                .about(pv.id()));
                continue;
            }
            if (pv.isMissing()) {
                warn(
                        device,
                        Problem.on(
                                        device.path(),
                                        Problem.Kind.PV_RETURNED,
                                        "back again: VG %s was changed while it was missing"
                                                .formatted(group.name()))
                                .about(group)
                                .about(pv.id()));
            }
            long expected = pv.devSizeSectors() * VolumeGroup.SECTOR_BYTES;
            if (device.size() < expected) {
                warn(
                        device,
                        Problem.on(
                                        device.path(),
                                        Problem.Kind.DEVICE_SHRUNK,
                                        "device has %d bytes, its PV %d; was it resized?"
                                                .formatted(device.size(), expected))
                                .about(group)
                                .about(pv.id()));
            }
        }
        group.systemId()
                .filter(id -> !id.isEmpty() && !systemIds.contains(id))
                .ifPresent(
                        id ->
                                warn(
                                        Problem.of(
                                                        Problem.Kind.FOREIGN,
                                                        "VG %s belongs to the host with system ID %s"
                                                                .formatted(group.name(), id))
                                                .about(group)));
    }

    private void checkNames() {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (Claim claim : claims.values()) {
            named.computeIfAbsent(claim.group().name(), name -> new ArrayList<>())
                    .add(claim.group().id().dashed());
        }
        named.forEach(
                (name, ids) -> {
                    if (ids.size() > 1) {
                        warn(
                                Problem.of(
                                        Problem.Kind.SAME_NAME,
                                        "VG name %s is used by %d VGs: %s"
                                                .formatted(
                                                        name, ids.size(), String.join(", ", ids))));
                    }
                });
    }

    private FoundVolumeGroup found(
            VolumeGroup group, Map<ScannedDevice.Place, ScannedDevice> complete) {
        return new FoundVolumeGroup(
                group,
                group.physicalVolumes().values().stream()
                        .map(
                                pv ->
                                        new FoundPhysicalVolume(
                                                pv,
                                                Optional.ofNullable(byUuid.get(pv.id()))
                                                        .map(d -> complete.get(d.place()))))
                        .toList());
    }

    private ScannedDevice withProblems(ScannedDevice device) {
        List<Problem> problems = new ArrayList<>(device.problems());
        problems.addAll(deviceProblems.getOrDefault(device.place(), List.of()));
        return device.with(problems);
    }

    private void warn(ScannedDevice device, Problem problem) {
        deviceProblems.computeIfAbsent(device.place(), place -> new ArrayList<>()).add(problem);
    }

    private void warn(Problem problem) {
        groupProblems.add(problem);
    }
}
