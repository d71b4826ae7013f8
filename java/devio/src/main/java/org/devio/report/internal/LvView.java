package org.devio.report.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;

/** What lvm2's reports say of a logical volume, as far as its metadata can tell. */
public final class LvView {
    private static final String VIRTUAL_ORIGIN_SUFFIX = "_vorigin";

    /** Whether what a volume lies on is all there. */
    public enum Health {
        /** Nothing is missing. */
        GOOD,
        /** Some of it lies on a physical volume that is missing. */
        PARTIAL,
        /** Nothing is missing, but whether its images are in step nobody has said. */
        UNKNOWN
    }

    private final LvRelations relations;
    private final LogicalVolume volume;

    LvView(LvRelations relations, LogicalVolume volume) {
        this.relations = relations;
        this.volume = volume;
    }

    /**
     * The volume.
     *
     * @return as the metadata describes it
     */
    public LogicalVolume volume() {
        return volume;
    }

    /**
     * Field {@code lv_name}.
     *
     * @return in brackets if users are not to see it
     */
    public String name() {
        return volume.isVisible() ? volume.name() : "[" + volume.name() + "]";
    }

    /**
     * Field {@code lv_path}: where users find it.
     *
     * @return empty for volumes that are not for them
     */
    public Optional<String> path() {
        return volume.isVisible() && !(layout() instanceof SegmentLayout.ThinPool)
                ? Optional.of("/dev/" + relations.group().name() + "/" + volume.name())
                : Optional.empty();
    }

    /**
     * Field {@code lv_dm_path}: where the kernel's device would be. A dash in a name is doubled
     * there.
     *
     * @return always a path, whether or not there is a device
     */
    public String deviceMapperPath() {
        return deviceMapperPath(relations.group().name(), volume.name());
    }

    /** In names of device-mapper a single dash parts group and volume. */
    static String deviceMapperPath(String group, String volume) {
        return "/dev/mapper/" + group.replace("-", "--") + "-" + volume.replace("-", "--");
    }

    /**
     * Field {@code lv_attr} as lvm2 prints it when it may not ask the kernel: X for state, openness
     * and the health of raid.
     *
     * @return ten characters
     */
    public String attributes() {
        return new LvAttributes(this).text();
    }

    /**
     * Field {@code lv_layout}: how it is built.
     *
     * @return words, from the general to the special
     */
    public List<String> layoutWords() {
        String type = type();
        if (type.startsWith("raid")) {
            return raidWords(type);
        }
        if (isCacheVolume()) {
            return List.of(serves(LvRole.WRITECACHE_STORE) ? "writecache" : "cache", "cachevol");
        }
        if (isVirtualOrigin()) {
            return List.of("virtual");
        }
        if (layout() instanceof SegmentLayout.Unknown) {
            return List.of("unknown");
        }
        return switch (type) {
            case "striped", "linear" -> List.of(layout().areas().size() > 1 ? "striped" : "linear");
            case "thin", "vdo" -> List.of(type, "sparse");
            case "thin-pool", "cache-pool", "vdo-pool" ->
                    List.of(type.substring(0, type.indexOf('-')), "pool");
            case "mirror", "cache", "writecache", "integrity" -> List.of(type);
            default -> List.of("unknown");
        };
    }

    /** {@code raid5} and {@code raid6} have a variant even where the metadata names none. */
    private static List<String> raidWords(String type) {
        return switch (type) {
            case "raid0_meta" -> List.of("raid");
            case "raid5" -> List.of("raid", "raid5", "raid5_ls");
            case "raid6" -> List.of("raid", "raid6", "raid6_zr");
            default -> {
                int variant = type.indexOf('_');
                yield variant < 0
                        ? List.of("raid", type)
                        : List.of("raid", type.substring(0, variant), type);
            }
        };
    }

    /**
     * Field {@code lv_role}: what it is for.
     *
     * @return words, the first of which is "public" or "private"
     */
    public List<String> roleWords() {
        List<String> words = new ArrayList<>(List.of(isPrivate() ? "private" : "public"));
        if (isPoolSpare()) {
            words.addAll(List.of("pool", "spare"));
        }
        if (isMove()) {
            words.add("pvmove");
        }
        for (LvRole role : roles()) {
            role.words().stream().filter(word -> !words.contains(word)).forEach(words::add);
        }
        if (count(LvRole.THIN_ORIGIN) > 1) {
            words.add("multithinorigin");
        }
        if (count(LvRole.THICK_ORIGIN) > 1) {
            words.add("multithickorigin");
        }
        if (layout() instanceof SegmentLayout.Thin thin
                && (thin.origin().isPresent() || thin.externalOrigin().isPresent())) {
            words.addAll(List.of("snapshot", "thinsnapshot"));
        }
        return words;
    }

    private boolean isPrivate() {
        return layout() instanceof SegmentLayout.ThinPool
                || layout() instanceof SegmentLayout.CachePool
                || layout() instanceof SegmentLayout.VdoPool
                || isCacheVolume()
                || isPoolSpare()
                || isVirtualOrigin()
                || isMove()
                || uses().stream().anyMatch(use -> use.role().isInternal());
    }

    /**
     * Field {@code lv_parent}: the volume that it is a part of.
     *
     * @return empty for volumes that stand for themselves
     */
    public Optional<LvView> parent() {
        return uses().stream()
                .filter(use -> use.role().isChild())
                .findFirst()
                .map(use -> relations.viewOf(use.user()));
    }

    /**
     * Field {@code origin}: what it is a snapshot of, or what it stands in front of.
     *
     * @return empty if it is neither
     */
    public Optional<LvView> origin() {
        return layout() instanceof SegmentLayout.Layered layered
                ? Optional.of(relations.viewOf(layered.origin()))
                : snapshotOrigin();
    }

    Optional<LvView> snapshotOrigin() {
        Optional<String> name =
                layout() instanceof SegmentLayout.Thin thin
                        ? thin.origin().or(thin::externalOrigin)
                        : volume.snapshot().map(SegmentLayout.Snapshot::origin);
        return name.map(relations::viewOf);
    }

    /**
     * Field {@code origin_size}, in extents: size of the origin of a snapshot that is not thin or
     * has an external origin; an origin of snapshots that are not thin tells its own.
     *
     * @return empty for all others
     */
    public OptionalLong originExtents() {
        if (layout() instanceof SegmentLayout.Thin thin) {
            return thin.externalOrigin()
                    .map(name -> relations.viewOf(name).volume)
                    .map(found -> OptionalLong.of(found.extentCount()))
                    .orElse(OptionalLong.empty());
        }
        if (volume.snapshot().isPresent()) {
            return OptionalLong.of(origin().orElseThrow().volume.extentCount());
        }
        return serves(LvRole.THICK_ORIGIN)
                ? OptionalLong.of(volume.extentCount())
                : OptionalLong.empty();
    }

    /**
     * Field {@code pool_lv}: the pool it lives in, or the store of the cache it is.
     *
     * @return empty if it has none
     */
    public Optional<LvView> pool() {
        if (layout() instanceof SegmentLayout.Thin thin) {
            return Optional.of(relations.viewOf(thin.pool()));
        }
        if (layout() instanceof SegmentLayout.Vdo vdo) {
            return Optional.of(relations.viewOf(vdo.pool()));
        }
        return layout() instanceof SegmentLayout.Layered layered
                        && !(layout() instanceof SegmentLayout.Integrity)
                ? layered.store().map(relations::viewOf)
                : Optional.empty();
    }

    /**
     * Field {@code data_lv}: what holds a pool's data.
     *
     * @return empty for all but pools
     */
    public Optional<LvView> poolData() {
        if (layout() instanceof SegmentLayout.ThinPool pool) {
            return Optional.of(relations.viewOf(pool.data()));
        }
        if (layout() instanceof SegmentLayout.CachePool pool) {
            return Optional.of(relations.viewOf(pool.data()));
        }
        return layout() instanceof SegmentLayout.VdoPool pool
                ? Optional.of(relations.viewOf(pool.data()))
                : Optional.empty();
    }

    /**
     * Field {@code metadata_lv}: what holds a pool's mapping.
     *
     * @return empty for all but thin pools and cache pools
     */
    public Optional<LvView> poolMetadata() {
        if (layout() instanceof SegmentLayout.ThinPool pool) {
            return Optional.of(relations.viewOf(pool.metadata()));
        }
        return layout() instanceof SegmentLayout.CachePool pool
                ? Optional.of(relations.viewOf(pool.metadata()))
                : Optional.empty();
    }

    /**
     * Field {@code lv_metadata_size}: of a pool, or of a cache with a cache volume.
     *
     * @return bytes; empty for all others
     */
    public OptionalLong metadataBytes() {
        if (layout() instanceof SegmentLayout.Cache cache && cache.cacheVolume().isPresent()) {
            return OptionalLong.of(
                    cache.cacheVolume().get().metadataSectors() * VolumeGroup.SECTOR_BYTES);
        }
        return poolMetadata()
                .map(found -> relations.group().bytesOf(found.volume.extentCount()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /**
     * Field {@code mirror_log}.
     *
     * @return empty if it is no mirror, or has its log in memory
     */
    public Optional<LvView> mirrorLog() {
        return layout() instanceof SegmentLayout.Mirror mirror
                ? mirror.mirrorLog().map(relations::viewOf)
                : Optional.empty();
    }

    /**
     * Field {@code lv_ancestors}: what it is a snapshot of, and that of, up to the first.
     *
     * @return names without brackets
     */
    public List<String> ancestors() {
        List<String> names = new ArrayList<>();
        Optional<LvView> next = snapshotOrigin();
        while (next.isPresent()) {
            names.add(next.get().volume.name());
            next = next.get().snapshotOrigin();
        }
        return names;
    }

    /**
     * Field {@code lv_descendants}: its snapshots, and theirs.
     *
     * @return names without brackets, in the order of the metadata from each to its own
     */
    public List<String> descendants() {
        Set<String> names = new LinkedHashSet<>();
        Deque<LvView> waiting = new ArrayDeque<>(List.of(this));
        while (!waiting.isEmpty()) {
            LvView next = waiting.pop();
            if (next == this || names.add(next.volume.name())) {
                List<LvView> snapshots = next.snapshots();
                for (int i = snapshots.size() - 1; i >= 0; i--) {
                    waiting.push(snapshots.get(i));
                }
            }
        }
        return List.copyOf(names);
    }

    List<LvView> snapshots() {
        List<LvView> snapshots = new ArrayList<>();
        for (LvUse use : uses()) {
            if (use.role() == LvRole.THIN_ORIGIN || use.role() == LvRole.EXTERNAL_ORIGIN) {
                snapshots.add(relations.viewOf(use.user()));
            } else if (use.role() == LvRole.THICK_ORIGIN
                    && use.segment().layout() instanceof SegmentLayout.Snapshot link) {
                snapshots.add(relations.viewOf(link.store()));
            }
        }
        return snapshots;
    }

    /**
     * Field {@code lv_modules}: device-mapper targets that it takes.
     *
     * @return lvm2's names of their modules, sorted
     */
    public List<String> modules() {
        TreeSet<String> modules = new TreeSet<>(relations.underlying().modules(volume.name()));
        if (serves(LvRole.THICK_ORIGIN) || volume.snapshot().isPresent()) {
            modules.add("snapshot");
        }
        return List.copyOf(modules);
    }

    /**
     * Field {@code lv_merging}.
     *
     * @return whether it is being merged into its origin, or a snapshot that is not thin into it
     */
    public boolean isMerging() {
        return volume.snapshot().map(SegmentLayout.Snapshot::isMerging).orElse(false)
                || layout() instanceof SegmentLayout.Thin thin && thin.merge().isPresent()
                || isMergedInto(LvRole.THICK_ORIGIN);
    }

    /** Whether a snapshot is being merged into it. */
    public boolean isMergedInto(LvRole originRole) {
        return uses().stream()
                .filter(use -> use.role() == originRole)
                .map(use -> use.segment().layout())
                .anyMatch(
                        layout ->
                                layout instanceof SegmentLayout.Snapshot link && link.isMerging()
                                        || layout instanceof SegmentLayout.Thin thin
                                                && thin.merge().isPresent());
    }

    /**
     * Whether some of it, or of what it needs, lies on a physical volume that is missing.
     *
     * @return true if so
     */
    public boolean isPartial() {
        return relations.underlying().isPartial(volume.name());
    }

    /**
     * Field {@code lv_health_status}.
     *
     * @return what metadata and the devices that are there can tell
     */
    public Health health() {
        if (isPartial()) {
            return Health.PARTIAL;
        }
        // What raid is doing only the kernel knows.
        return isRaid() ? Health.UNKNOWN : Health.GOOD;
    }

    /** Whether it is raid, or a part of one. */
    public boolean isRaid() {
        return type().startsWith("raid") && !(layout() instanceof SegmentLayout.Unknown)
                || serves(LvRole.RAID_IMAGE)
                || serves(LvRole.RAID_METADATA);
    }

    /**
     * Whether it is kept for the repair of pools.
     *
     * @return true if so
     */
    public boolean isPoolSpare() {
        return volume.name().endsWith("_pmspare") && !volume.isVisible();
    }

    /**
     * Whether it holds the blocks of a cache or write cache without a pool around them.
     *
     * @return true if so
     */
    public boolean isCacheVolume() {
        return volume.flags().contains("CACHE_VOL");
    }

    boolean isMove() {
        return volume.status().contains("PVMOVE");
    }

    private boolean isVirtualOrigin() {
        return volume.name().endsWith(VIRTUAL_ORIGIN_SUFFIX) && serves(LvRole.THICK_ORIGIN);
    }

    SegmentLayout layout() {
        return volume.segments().get(0).layout();
    }

    String type() {
        return volume.segments().get(0).type();
    }

    List<LvUse> uses() {
        return relations.usesOf(volume);
    }

    /** As what others use it, each once: an origin may have thousands of snapshots. */
    public Set<LvRole> roles() {
        Set<LvRole> roles = new LinkedHashSet<>();
        uses().forEach(use -> roles.add(use.role()));
        return roles;
    }

    boolean serves(LvRole role) {
        return count(role) > 0;
    }

    private long count(LvRole role) {
        return uses().stream().filter(use -> use.role() == role).count();
    }
}
