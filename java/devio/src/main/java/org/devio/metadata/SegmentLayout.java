package org.devio.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a segment lays out its extents; one case for each family of types. */
public sealed interface SegmentLayout {
    /**
     * What the data of the segment lies on, in order.
     *
     * @return empty for types that keep no data of their own, and for unknown ones
     */
    default List<SegmentArea> areas() {
        return List.of();
    }

    /**
     * The logical volumes that this layout names, in any role.
     *
     * @return names; may repeat
     */
    default List<String> references() {
        return areas().stream()
                .filter(area -> !area.isPhysicalVolume())
                .map(SegmentArea::name)
                .toList();
    }

    /**
     * Types striped and linear.
     *
     * @param stripeSizeSectors sectors of 512 bytes; 0 with one stripe
     * @param areas the stripes; at least one
     */
    record Striped(long stripeSizeSectors, List<SegmentArea> areas) implements SegmentLayout {
        /** Keeps a copy of the areas. */
        public Striped {
            areas = List.copyOf(areas);
        }
    }

    /**
     * Type mirror, also used while extents move between physical volumes.
     *
     * @param areas the copies; at least one
     * @param mirrorLog logical volume that holds the log
     * @param regionSizeSectors sectors of 512 bytes; 0 if not said
     * @param extentsMoved how far a move has come
     */
    record Mirror(
            List<SegmentArea> areas,
            Optional<String> mirrorLog,
            long regionSizeSectors,
            long extentsMoved)
            implements SegmentLayout {
        /** Keeps a copy of the areas. */
        public Mirror {
            areas = List.copyOf(areas);
        }

        @Override
        public List<String> references() {
            return with(SegmentLayout.super.references(), mirrorLog);
        }
    }

    /**
     * Types that begin with raid.
     *
     * @param images logical volumes that hold data and parity; at least one
     * @param metadata logical volumes that hold each image's state, in the same order; empty for
     *     raid0
     * @param regionSizeSectors sectors of 512 bytes; 0 if not said
     * @param stripeSizeSectors sectors of 512 bytes; 0 if not said
     */
    record Raid(
            List<SegmentArea> images,
            List<SegmentArea> metadata,
            long regionSizeSectors,
            long stripeSizeSectors)
            implements SegmentLayout {
        /** Keeps copies of the lists. */
        public Raid {
            images = List.copyOf(images);
            metadata = List.copyOf(metadata);
        }

        @Override
        public List<SegmentArea> areas() {
            return images;
        }

        @Override
        public List<String> references() {
            List<String> names = new ArrayList<>(SegmentLayout.super.references());
            metadata.forEach(area -> names.add(area.name()));
            return names;
        }
    }

    /**
     * Type snapshot: ties a store to its origin.
     *
     * @param chunkSizeSectors sectors of 512 bytes
     * @param origin logical volume that was snapshot
     * @param store logical volume that holds what has changed since
     * @param isMerging whether the store is being merged back into the origin
     */
    record Snapshot(long chunkSizeSectors, String origin, String store, boolean isMerging)
            implements SegmentLayout {
        @Override
        public List<String> references() {
            return List.of(origin, store);
        }
    }

    /**
     * Type thin-pool.
     *
     * @param data logical volume that holds the data
     * @param metadata logical volume that holds the mapping
     * @param transactionId the pool's change counter
     * @param chunkSizeSectors sectors of 512 bytes
     * @param discards what is done with discards
     * @param isZeroing whether new blocks are zeroed
     */
    record ThinPool(
            String data,
            String metadata,
            long transactionId,
            long chunkSizeSectors,
            Optional<String> discards,
            boolean isZeroing)
            implements SegmentLayout {
        @Override
        public List<SegmentArea> areas() {
            return List.of(new SegmentArea(data, false, 0));
        }

        @Override
        public List<String> references() {
            return List.of(data, metadata);
        }
    }

    /**
     * Type thin.
     *
     * @param pool the thin pool it lives in
     * @param transactionId of the pool when it was made
     * @param deviceId its number in the pool
     * @param origin the thin volume that it is a snapshot of
     * @param externalOrigin the read-only volume that it began as
     * @param merge the thin volume to which it is being merged back
     */
    record Thin(
            String pool,
            long transactionId,
            long deviceId,
            Optional<String> origin,
            Optional<String> externalOrigin,
            Optional<String> merge)
            implements SegmentLayout {
        @Override
        public List<String> references() {
            return with(with(with(List.of(pool), origin), externalOrigin), merge);
        }
    }

    /**
     * Type cache-pool.
     *
     * @param data logical volume that holds the cached blocks
     * @param metadata logical volume that holds the mapping
     * @param chunkSizeSectors sectors of 512 bytes
     * @param metadataFormat version of the mapping; 0 if not said
     * @param cacheMode e.g. "writethrough"
     * @param policy e.g. "smq"
     */
    record CachePool(
            String data,
            String metadata,
            long chunkSizeSectors,
            long metadataFormat,
            Optional<String> cacheMode,
            Optional<String> policy)
            implements SegmentLayout {
        @Override
        public List<SegmentArea> areas() {
            return List.of(new SegmentArea(data, false, 0));
        }

        @Override
        public List<String> references() {
            return List.of(data, metadata);
        }
    }

    /**
     * Types cache, writecache and integrity: a volume in front of another.
     *
     * @param origin logical volume that holds the data
     * @param store logical volume that stands before it: cache pool or cache volume, write cache,
     *     or integrity metadata
     */
    record Layered(String origin, Optional<String> store) implements SegmentLayout {
        @Override
        public List<SegmentArea> areas() {
            return List.of(new SegmentArea(origin, false, 0));
        }

        @Override
        public List<String> references() {
            return with(List.of(origin), store);
        }
    }

    /** Types error and zero: nothing lies below. */
    record Virtual() implements SegmentLayout {}

    /** A type that devio does not know; {@link Segment#config} has all it says. */
    record Unknown() implements SegmentLayout {}

    private static List<String> with(List<String> names, Optional<String> more) {
        if (more.isEmpty()) {
            return names;
        }
        List<String> all = new ArrayList<>(names);
        all.add(more.get());
        return all;
    }
}
