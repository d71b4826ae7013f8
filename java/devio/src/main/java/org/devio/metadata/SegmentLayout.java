package org.devio.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.devio.config.ConfigValue;
import org.devio.format.LvmUuid;

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
     * The logical volumes that this layout needs, in any role. What a thin pool is still to make
     * needs the pool, not the other way round.
     *
     * @return names; may repeat
     */
    default List<String> references() {
        List<String> names = new ArrayList<>(0);
        for (SegmentArea area : areas()) {
            if (!area.isPhysicalVolume()) {
                names.add(area.name());
            }
        }
        return List.copyOf(names);
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
     * @param writeBehind writes that a write-mostly image may lag behind; 0 for none
     * @param minRecoveryRate least speed of recovery wanted, in KiB a second for each image; 0 if
     *     not said
     * @param maxRecoveryRate most speed of recovery wanted, likewise
     * @param dataOffsetSectors where the data of each image begins, said only while it is reshaped;
     *     lvm2 reads 0 and writes it for a reshape that has not begun
     */
    record Raid(
            List<SegmentArea> images,
            List<SegmentArea> metadata,
            long regionSizeSectors,
            long stripeSizeSectors,
            long writeBehind,
            long minRecoveryRate,
            long maxRecoveryRate,
            OptionalLong dataOffsetSectors)
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
     * @param isMetadataCropped whether the metadata is used up to 15.81 GiB alone, as older kernels
     *     do; empty if not said
     * @param messages what the kernel is still to be told, in order
     */
    record ThinPool(
            String data,
            String metadata,
            long transactionId,
            long chunkSizeSectors,
            Optional<String> discards,
            boolean isZeroing,
            Optional<Boolean> isMetadataCropped,
            List<ThinMessage> messages)
            implements SegmentLayout {
        /** Keeps a copy of the messages. */
        public ThinPool {
            messages = List.copyOf(messages);
        }

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
     * A change that a thin pool's kernel driver has yet to hear of; one of the two.
     *
     * @param create the thin volume to make
     * @param delete number in the pool of the thin volume to remove
     */
    record ThinMessage(Optional<String> create, OptionalLong delete) {}

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
     * How a cache behaves; stands with its pool, or with the cache itself if it has no pool.
     *
     * @param metadataFormat version of the mapping; 0 if not said
     * @param chunkSizeSectors sectors of 512 bytes; 0 if not said
     * @param mode e.g. "writethrough"
     * @param policy e.g. "smq"
     * @param policySettings tuning values, in the order of the text
     */
    record CacheSettings(
            long metadataFormat,
            long chunkSizeSectors,
            Optional<String> mode,
            Optional<String> policy,
            Map<String, ConfigValue> policySettings) {
        /** Keeps a copy of the map. */
        public CacheSettings {
            policySettings = copyOf(policySettings);
        }
    }

    /**
     * Type cache-pool.
     *
     * @param data logical volume that holds the cached blocks
     * @param metadata logical volume that holds the mapping
     * @param settings how the cache behaves
     */
    record CachePool(String data, String metadata, CacheSettings settings)
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

    /** A volume in front of another: types cache, writecache and integrity. */
    sealed interface Layered extends SegmentLayout {
        /**
         * The volume that holds the data.
         *
         * @return name of a logical volume
         */
        String origin();

        /**
         * The volume that stands before it: cache pool or cache volume, write cache, or integrity
         * metadata.
         *
         * @return name of a logical volume; empty for integrity that keeps its metadata with the
         *     data
         */
        Optional<String> store();

        @Override
        default List<SegmentArea> areas() {
            return List.of(new SegmentArea(origin(), false, 0));
        }

        @Override
        default List<String> references() {
            return with(List.of(origin()), store());
        }
    }

    /**
     * Type cache.
     *
     * @param origin logical volume that holds the data
     * @param pool cache pool, or the cache volume that takes its place
     * @param isCleaning whether it is being written back, to be taken away
     * @param cacheVolume how a cache volume is used; empty with a cache pool
     */
    record Cache(String origin, String pool, boolean isCleaning, Optional<CacheVolume> cacheVolume)
            implements Layered {
        @Override
        public Optional<String> store() {
            return Optional.of(pool);
        }
    }

    /**
     * How a cache volume is cut in two.
     *
     * @param settings how the cache behaves
     * @param metadataStartSectors where the mapping begins, in sectors of 512 bytes
     * @param metadataSectors size of the mapping
     * @param dataStartSectors where the cached blocks begin
     * @param dataSectors size of the cached blocks
     * @param metadataId UUID of the mapping's device; older versions of lvm2 gave none
     * @param dataId UUID of the cached blocks' device, likewise
     */
    record CacheVolume(
            CacheSettings settings,
            long metadataStartSectors,
            long metadataSectors,
            long dataStartSectors,
            long dataSectors,
            Optional<LvmUuid> metadataId,
            Optional<LvmUuid> dataId) {}

    /**
     * Type writecache.
     *
     * @param origin logical volume that holds the data
     * @param cache logical volume that holds what is not yet written back
     * @param blockSizeBytes block size of the cache
     * @param settings tuning values such as high_watermark and max_age, in the order of the text
     * @param otherSetting name of a further tuning value that lvm2 hands on unread
     * @param otherValue that value
     */
    record WriteCache(
            String origin,
            String cache,
            long blockSizeBytes,
            Map<String, Long> settings,
            Optional<String> otherSetting,
            Optional<String> otherValue)
            implements Layered {
        /** Keeps a copy of the map. */
        public WriteCache {
            settings = copyOf(settings);
        }

        @Override
        public Optional<String> store() {
            return Optional.of(cache);
        }
    }

    /**
     * Type integrity.
     *
     * @param origin logical volume that holds the data
     * @param dataSectors size of the data in sectors of 512 bytes
     * @param mode "J" for a journal, "B" for a bitmap
     * @param tagSizeBytes size of each block's checksum
     * @param blockSizeBytes how much each checksum covers
     * @param internalHash e.g. "crc32c"
     * @param store logical volume that holds the checksums
     * @param settings tuning values such as journal_sectors and commit_time, in the order of the
     *     text
     */
    record Integrity(
            String origin,
            long dataSectors,
            String mode,
            long tagSizeBytes,
            long blockSizeBytes,
            String internalHash,
            Optional<String> store,
            Map<String, Long> settings)
            implements Layered {
        /** Keeps a copy of the map. */
        public Integrity {
            settings = copyOf(settings);
        }
    }

    /**
     * Type vdo-pool.
     *
     * @param data logical volume that holds the blocks
     * @param headerSizeSectors kept free at both ends, in sectors of 512 bytes
     * @param virtualExtents how many extents it pretends to have
     * @param settings tuning values such as slab_size_mb, 1 for those that are switches, in the
     *     order of the text
     * @param writePolicy e.g. "sync"; empty for automatic
     */
    record VdoPool(
            String data,
            long headerSizeSectors,
            long virtualExtents,
            Map<String, Long> settings,
            Optional<String> writePolicy)
            implements SegmentLayout {
        /** Keeps a copy of the map. */
        public VdoPool {
            settings = copyOf(settings);
        }

        @Override
        public List<SegmentArea> areas() {
            return List.of(new SegmentArea(data, false, 0));
        }
    }

    /**
     * Type vdo.
     *
     * @param pool the VDO pool it lives in
     * @param offsetExtents where it begins in what the pool pretends to have
     */
    record Vdo(String pool, long offsetExtents) implements SegmentLayout {
        @Override
        public List<SegmentArea> areas() {
            return List.of(new SegmentArea(pool, false, offsetExtents));
        }
    }

    /** Types error and zero: nothing lies below. */
    record Virtual() implements SegmentLayout {}

    /**
     * A type or suffix that devio does not know; {@link Segment#config} has all it says. What it
     * lies on is not counted as allocated.
     */
    record Unknown() implements SegmentLayout {}

    private static List<String> with(List<String> names, Optional<String> more) {
        if (more.isEmpty()) {
            return names;
        }
        List<String> all = new ArrayList<>(names);
        all.add(more.get());
        return all;
    }

    private static <V> Map<String, V> copyOf(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
