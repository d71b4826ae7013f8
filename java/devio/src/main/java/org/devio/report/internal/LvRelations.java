package org.devio.report.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;

/** Which logical volumes of a group serve which others, and what reports make of it. */
public final class LvRelations {
    private final VolumeGroup group;
    private final Predicate<PhysicalVolume> isMissing;
    private final Map<String, List<LvUse>> usesByServer = new HashMap<>();
    private final Underlying underlying;

    private LvRelations(VolumeGroup group, Predicate<PhysicalVolume> isMissing) {
        this.group = group;
        this.isMissing = isMissing;
        for (LogicalVolume user : group.logicalVolumes().values()) {
            for (Segment segment : user.segments()) {
                add(user, segment);
            }
        }
        underlying = new Underlying(this);
    }

    /**
     * Works out the relations of a group.
     *
     * @param group the group
     * @param isMissing tells which of its physical volumes are not there, e.g. {@link
     *     PhysicalVolume#isMissing}
     * @return the relations
     */
    public static LvRelations of(VolumeGroup group, Predicate<PhysicalVolume> isMissing) {
        return new LvRelations(group, isMissing);
    }

    /**
     * What a volume does for others.
     *
     * @param server a volume of the group
     * @return in the order of the metadata
     */
    public List<LvUse> usesOf(LogicalVolume server) {
        return usesByServer.getOrDefault(server.name(), List.of());
    }

    /**
     * What reports say of a volume.
     *
     * @param volume a volume of the group
     * @return the values of its fields
     */
    public LvView viewOf(LogicalVolume volume) {
        return new LvView(this, volume);
    }

    /**
     * What reports say of all volumes.
     *
     * @return in the order of the metadata, hidden ones too
     */
    public List<LvView> views() {
        return group.reportedLogicalVolumes().stream().map(this::viewOf).toList();
    }

    VolumeGroup group() {
        return group;
    }

    Underlying underlying() {
        return underlying;
    }

    LvView viewOf(String name) {
        return viewOf(group.logicalVolumes().get(name));
    }

    boolean isMissing(SegmentArea area) {
        return area.isPhysicalVolume() && isMissing.test(group.physicalVolumes().get(area.name()));
    }

    private void add(LogicalVolume user, Segment segment) {
        Edges edges = new Edges(user, segment);
        SegmentLayout layout = segment.layout();
        if (layout instanceof SegmentLayout.Mirror mirror) {
            edges.addAll(mirror.areas(), LvRole.MIRROR_IMAGE);
            edges.add(mirror.mirrorLog(), LvRole.MIRROR_LOG);
        } else if (layout instanceof SegmentLayout.Raid raid) {
            edges.addAll(raid.images(), LvRole.RAID_IMAGE);
            edges.addAll(raid.metadata(), LvRole.RAID_METADATA);
        } else if (layout instanceof SegmentLayout.Snapshot snapshot) {
            edges.add(snapshot.origin(), LvRole.THICK_ORIGIN);
            edges.add(snapshot.store(), LvRole.THICK_STORE);
        } else if (layout instanceof SegmentLayout.ThinPool pool) {
            edges.add(pool.data(), LvRole.THIN_POOL_DATA);
            edges.add(pool.metadata(), LvRole.THIN_POOL_METADATA);
        } else if (layout instanceof SegmentLayout.Thin thin) {
            edges.add(thin.pool(), LvRole.THIN_POOL);
            edges.add(thin.origin(), LvRole.THIN_ORIGIN);
            edges.add(thin.externalOrigin(), LvRole.EXTERNAL_ORIGIN);
        } else if (layout instanceof SegmentLayout.CachePool pool) {
            edges.add(pool.data(), LvRole.CACHE_POOL_DATA);
            edges.add(pool.metadata(), LvRole.CACHE_POOL_METADATA);
        } else if (layout instanceof SegmentLayout.Cache cache) {
            edges.add(cache.origin(), LvRole.CACHE_ORIGIN);
            edges.add(cache.pool(), LvRole.CACHE_STORE);
        } else if (layout instanceof SegmentLayout.WriteCache cache) {
            edges.add(cache.origin(), LvRole.WRITECACHE_ORIGIN);
            edges.add(cache.cache(), LvRole.WRITECACHE_STORE);
        } else if (layout instanceof SegmentLayout.Integrity integrity) {
            edges.add(integrity.origin(), LvRole.INTEGRITY_ORIGIN);
            edges.add(integrity.store(), LvRole.INTEGRITY_METADATA);
        } else if (layout instanceof SegmentLayout.VdoPool pool) {
            edges.add(pool.data(), LvRole.VDO_POOL_DATA);
        } else if (layout instanceof SegmentLayout.Vdo vdo) {
            edges.add(vdo.pool(), LvRole.VDO_POOL);
        } else {
            edges.addAll(layout.areas(), LvRole.OTHER);
        }
    }

    /** Takes down what one segment names. */
    private final class Edges {
        private final LogicalVolume user;
        private final Segment segment;

        Edges(LogicalVolume user, Segment segment) {
            this.user = user;
            this.segment = segment;
        }

        void addAll(List<SegmentArea> areas, LvRole role) {
            for (SegmentArea area : areas) {
                if (!area.isPhysicalVolume()) {
                    add(area.name(), role);
                }
            }
        }

        void add(Optional<String> server, LvRole role) {
            server.ifPresent(name -> add(name, role));
        }

        void add(String server, LvRole role) {
            usesByServer
                    .computeIfAbsent(server, name -> new ArrayList<>())
                    .add(new LvUse(user, segment, role));
        }
    }
}
