package org.devio.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;

/** Which logical volumes of a group serve which others, and as what. */
final class LvGraph {
    private final Map<String, List<Use>> usesByServer = new HashMap<>();

    /**
     * One volume serving another.
     *
     * @param user the volume that is served
     * @param segment the part of it that names the server
     * @param role as what it serves
     */
    record Use(LogicalVolume user, Segment segment, LvRole role) {}

    LvGraph(Optional<VolumeGroup> group) {
        for (LogicalVolume user :
                group.map(known -> known.logicalVolumes().values()).orElse(List.of())) {
            for (Segment segment : user.segments()) {
                add(user, segment);
            }
        }
    }

    /** What a volume does for others, in the order of the metadata. */
    List<Use> usesOf(LogicalVolume server) {
        return usesByServer.getOrDefault(server.name(), List.of());
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
        } else if (layout instanceof SegmentLayout.Layered layered) {
            edges.add(layered.origin(), originRole(segment));
            edges.add(layered.store(), storeRole(segment));
        } else {
            edges.addAll(layout.areas(), LvRole.OTHER);
        }
    }

    private static LvRole originRole(Segment segment) {
        return switch (segment.type()) {
            case "cache" -> LvRole.CACHE_ORIGIN;
            case "writecache" -> LvRole.WRITECACHE_ORIGIN;
            default -> LvRole.INTEGRITY_ORIGIN;
        };
    }

    private static LvRole storeRole(Segment segment) {
        return switch (segment.type()) {
            case "cache" -> LvRole.CACHE_STORE;
            case "writecache" -> LvRole.WRITECACHE_STORE;
            default -> LvRole.INTEGRITY_METADATA;
        };
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
                    .add(new Use(user, segment, role));
        }
    }
}
