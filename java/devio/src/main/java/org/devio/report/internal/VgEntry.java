package org.devio.report.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundPhysicalVolume;
import org.devio.scan.FoundVolumeGroup;
import org.devio.scan.ScannedArea;

/** What reports say of a volume group, also of one that is not there: that of an orphan. */
public final class VgEntry {
    /** The group of a device that is no physical volume. */
    public static final VgEntry NONE = absent("", "");

    /** The group of a physical volume that nothing uses. */
    public static final VgEntry ORPHANS = absent("lvm2", "");

    /** The group of a physical volume that is in use, nobody knows by what. */
    public static final VgEntry UNKNOWN = absent("lvm2", "[unknown]");

    private final Optional<VolumeGroup> metadata;
    private final String format;
    private final String name;
    private final String uuid;
    private final long extentBytes;
    private final boolean showsHistory;
    private final List<PvEntry> pvs = new ArrayList<>();
    private final Map<String, PvEntry> pvsByName = new HashMap<>();
    private final Map<String, LvEntry> lvs = new HashMap<>();

    /** Null until somebody asks: it needs the physical volumes, and most reports do without. */
    private LvRelations relations;

    /** Likewise. */
    private LvHistory descent;

    private VgEntry(
            Optional<VolumeGroup> metadata,
            String format,
            String name,
            String uuid,
            long extentBytes,
            boolean showsHistory) {
        this.metadata = metadata;
        this.extentBytes = extentBytes;
        this.showsHistory = showsHistory;
        this.format = format;
        this.name = name;
        this.uuid = uuid;
    }

    private static VgEntry absent(String format, String name) {
        return new VgEntry(Optional.empty(), format, name, "", 0, false);
    }

    /**
     * The group of a physical volume that is not used because another device has its UUID. lvm2
     * knows its name alone, and makes up extents of one sector.
     */
    public static VgEntry ofUnusedCopy(Optional<VolumeGroup> group) {
        return new VgEntry(
                Optional.empty(),
                "",
                group.map(VolumeGroup::name).orElse(""),
                group.map(known -> known.id().dashed()).orElse(""),
                VolumeGroup.SECTOR_BYTES,
                false);
    }

    /** A group that was found. */
    public static VgEntry of(FoundVolumeGroup found, boolean showsHistory) {
        VolumeGroup group = found.metadata();
        VgEntry entry =
                new VgEntry(
                        Optional.of(group),
                        "lvm2",
                        group.name(),
                        group.id().dashed(),
                        group.bytesOf(1),
                        showsHistory);
        for (FoundPhysicalVolume pv : found.physicalVolumes()) {
            PvEntry own = PvEntry.of(entry, pv);
            entry.pvs.add(own);
            entry.pvsByName.put(pv.metadata().sectionName(), own);
        }
        return entry;
    }

    /** How its metadata describes it; empty if there is no such group. */
    public Optional<VolumeGroup> metadata() {
        return metadata;
    }

    /** Its physical volumes, in the order of the metadata. */
    public List<PvEntry> pvs() {
        return pvs;
    }

    /** Its logical volumes, hidden ones too. */
    public List<LvEntry> lvs() {
        return reported().stream().map(lv -> lv(lv.name())).toList();
    }

    private List<LogicalVolume> reported() {
        return metadata.map(VolumeGroup::reportedLogicalVolumes).orElse(List.of());
    }

    /** Those that were removed and are remembered; none if they are not to be shown. */
    public List<HistoryEntry> history() {
        return showsHistory
                ? metadata.map(VolumeGroup::historicalLogicalVolumes).orElse(List.of()).stream()
                        .map(volume -> new HistoryEntry(this, volume))
                        .toList()
                : List.of();
    }

    /** Names of what a logical volume descends from, removed ones too if they are shown. */
    public List<String> fullAncestorsOf(String lvName) {
        return shown(descent().ancestorsOf(lvName));
    }

    /** Names of what descends from a logical volume, removed ones too if they are shown. */
    public List<String> fullDescendantsOf(String lvName) {
        return shown(descent().descendantsOf(lvName));
    }

    private LvHistory descent() {
        if (descent == null) {
            descent = LvHistory.of(relations());
        }
        return descent;
    }

    private List<String> shown(List<String> names) {
        return names.stream().filter(name -> showsHistory || !name.startsWith("-")).toList();
    }

    /** The logical volume of this name, which must exist. */
    public LvEntry lv(String lvName) {
        LvEntry known = lvs.get(lvName);
        if (known != null) {
            return known;
        }
        LogicalVolume volume = metadata.orElseThrow().logicalVolumes().get(lvName);
        LvEntry made = new LvEntry(this, volume, relations().viewOf(volume));
        lvs.put(lvName, made);
        return made;
    }

    /** The physical volume with this name of a section, which must exist. */
    public PvEntry pv(String sectionName) {
        return Objects.requireNonNull(pvsByName.get(sectionName), sectionName);
    }

    /** Who uses which of its logical volumes; there must be some. */
    public LvRelations relations() {
        if (relations == null) {
            relations =
                    LvRelations.of(metadata.orElseThrow(), pv -> pv(pv.sectionName()).isMissing());
        }
        return relations;
    }

    /** The format of its metadata; empty without any. */
    public String format() {
        return format;
    }

    /** Its name; empty or a word in brackets where there is none. */
    public String name() {
        return name;
    }

    /** Its UUID; empty without metadata. */
    public String uuid() {
        return uuid;
    }

    /** Six letters, from permission to how it is shared. */
    public String attributes() {
        return (isWritable() ? "w" : "r")
                + (has("RESIZEABLE") ? "z" : "-")
                + (isExported() ? "x" : "-")
                + (isPartial() ? "p" : "-")
                + AllocationPolicy.letter(allocationPolicy())
                + (isClustered() ? "c" : isShared() ? "s" : "-");
    }

    /** Whether its status has this word. */
    public boolean has(String status) {
        return metadata.map(VolumeGroup::status).orElse(List.of()).contains(status);
    }

    /** Whether it may be changed. */
    public boolean isWritable() {
        return has("WRITE")
                || metadata.map(VolumeGroup::flags).orElse(List.of()).contains("WRITE_LOCKED");
    }

    /** Whether it was exported. */
    public boolean isExported() {
        return has("EXPORTED");
    }

    /** Whether a physical volume is missing. */
    public boolean isPartial() {
        return pvs.stream().anyMatch(PvEntry::isMissing);
    }

    /** Whether a cluster shares it, in the old way. */
    public boolean isClustered() {
        return has("CLUSTERED");
    }

    /** Whether hosts share it by a lock manager. */
    public boolean isShared() {
        return !lockType().isEmpty() && !lockType().equals("none");
    }

    /** How hosts share it; empty if they do not. */
    public String lockType() {
        return metadata.flatMap(VolumeGroup::lockType).orElse("");
    }

    /** As the metadata names it; normal if it is silent, and unknown without metadata. */
    public String allocationPolicy() {
        return metadata.map(group -> group.allocationPolicy().orElse("normal")).orElse("unknown");
    }

    /** Measures extents. */
    public long bytesOf(long extents) {
        return extents * extentBytes;
    }

    /** How many physical volumes it has. */
    public long pvCount() {
        return pvs.size();
    }

    /** How many of them are missing. */
    public long missingPvCount() {
        return pvs.stream().filter(PvEntry::isMissing).count();
    }

    /** Logical volumes that users see; a snapshot counts here and among the snapshots. */
    public long lvCount() {
        return reported().stream().filter(LogicalVolume::isVisible).count();
    }

    /** How many snapshots it has that are not thin. */
    public long snapshotCount() {
        return reported().stream().filter(lv -> lv.snapshot().isPresent()).count();
    }

    /** The metadata areas of all its physical volumes that could be read. */
    public List<ScannedArea> areas() {
        return pvs.stream().flatMap(pv -> pv.areas().stream()).toList();
    }

    /** The areas that are not to be ignored. */
    public Stream<ScannedArea> areasInUse() {
        return areas().stream().filter(MetadataAreas::isInUse);
    }
}
