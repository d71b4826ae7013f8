package org.devio.cli.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** As what one logical volume serves another; the words are those of {@code lv_role}. */
enum LvRole {
    MIRROR_IMAGE("mirror", "image"),
    MIRROR_LOG("mirror", "log"),
    RAID_IMAGE("raid", "image"),
    RAID_METADATA("raid", "metadata"),
    THIN_POOL_DATA("thin", "pool", "data"),
    THIN_POOL_METADATA("thin", "pool", "metadata"),
    CACHE_POOL_DATA("cache", "pool", "data"),
    CACHE_POOL_METADATA("cache", "pool", "metadata"),
    CACHE_ORIGIN("cache", "origin", "cacheorigin"),
    CACHE_STORE,
    WRITECACHE_ORIGIN("writecache", "origin", "writecacheorigin"),
    WRITECACHE_STORE,
    INTEGRITY_ORIGIN("integrity", "origin", "integrityorigin"),
    INTEGRITY_METADATA("integrity", "metadata"),
    THIN_POOL,
    THIN_ORIGIN("origin", "thinorigin"),
    EXTERNAL_ORIGIN("origin", "thickorigin"),
    THICK_ORIGIN("origin", "thickorigin"),
    THICK_STORE("snapshot", "thicksnapshot"),
    OTHER;

    private static final Set<LvRole> PARTS = EnumSet.range(MIRROR_IMAGE, CACHE_POOL_METADATA);

    private final List<String> words;

    LvRole(String... words) {
        this.words = List.of(words);
    }

    List<String> words() {
        return words;
    }

    /** Whether the volume is one of those that raid is made of. */
    boolean isRaidPart() {
        return this == RAID_IMAGE || this == RAID_METADATA;
    }

    /** Whether the volume is a part of the one it serves, which lvm2 then calls its parent. */
    boolean isPart() {
        return PARTS.contains(this);
    }
}
