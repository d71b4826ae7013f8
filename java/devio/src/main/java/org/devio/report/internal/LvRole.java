package org.devio.report.internal;

import java.util.List;

/** As what one logical volume serves another. */
public enum LvRole {
    /** One of the copies of a mirror. */
    MIRROR_IMAGE(true, "mirror", "image"),
    /** What a mirror notes its progress in. */
    MIRROR_LOG(true, "mirror", "log"),
    /** Data or parity of a raid volume. */
    RAID_IMAGE(true, "raid", "image"),
    /** State of an image of a raid volume. */
    RAID_METADATA(true, "raid", "metadata"),
    /** Blocks of a thin pool. */
    THIN_POOL_DATA(true, "thin", "pool", "data"),
    /** Mapping of a thin pool. */
    THIN_POOL_METADATA(true, "thin", "pool", "metadata"),
    /** Blocks of a cache pool. */
    CACHE_POOL_DATA(true, "cache", "pool", "data"),
    /** Mapping of a cache pool. */
    CACHE_POOL_METADATA(true, "cache", "pool", "metadata"),
    /** Blocks of a VDO pool. */
    VDO_POOL_DATA(true, "vdo", "pool", "data"),
    /** What a cache stands in front of. */
    CACHE_ORIGIN(true, "cache", "origin", "cacheorigin"),
    /** Cache pool or cache volume of a cache. */
    CACHE_STORE(true),
    /** What a write cache stands in front of. */
    WRITECACHE_ORIGIN(true, "writecache", "origin", "writecacheorigin"),
    /** What a write cache keeps its blocks in. */
    WRITECACHE_STORE(true),
    /** Data that checksums guard. */
    INTEGRITY_ORIGIN(true, "integrity", "origin", "integrityorigin"),
    /** The checksums. */
    INTEGRITY_METADATA(true, "integrity", "metadata"),
    /** Pool of a thin volume. */
    THIN_POOL(false),
    /** Pool of a VDO volume. */
    VDO_POOL(true),
    /** Thin volume of which there is a snapshot. */
    THIN_ORIGIN(false, "origin", "thinorigin"),
    /** Read-only volume from which a thin volume began. */
    EXTERNAL_ORIGIN(false, "origin", "extthinorigin"),
    /** Volume of which there is a snapshot that is not thin. */
    THICK_ORIGIN(false, "origin", "thickorigin"),
    /** Store of a snapshot that is not thin. */
    THICK_STORE(false, "snapshot", "thicksnapshot"),
    /** Anything else, e.g. the target of a move. */
    OTHER(false);

    private final boolean isInternal;
    private final List<String> words;

    LvRole(boolean isInternal, String... words) {
        this.isInternal = isInternal;
        this.words = List.of(words);
    }

    /** Whether a volume that serves so is not for users. */
    public boolean isInternal() {
        return isInternal;
    }

    /** The words of lvm2's {@code lv_role}. */
    public List<String> words() {
        return words;
    }

    /** Whether lvm2 calls the volume that is served the parent. */
    public boolean isChild() {
        return switch (this) {
            case MIRROR_IMAGE,
                    MIRROR_LOG,
                    RAID_IMAGE,
                    RAID_METADATA,
                    THIN_POOL_DATA,
                    THIN_POOL_METADATA,
                    CACHE_POOL_DATA,
                    CACHE_POOL_METADATA ->
                    true;
            default -> false;
        };
    }
}
