package org.devio.cli.report;

import org.devio.metadata.LogicalVolume;
import org.devio.metadata.SegmentLayout;

/**
 * The ten characters of {@code lv_attr}, as lvm2 prints them when it may not ask the kernel: state
 * and openness are X, and so is the health of raid.
 */
final class LvAttributes {
    private final LvEntry lv;
    private final LogicalVolume volume;

    private LvAttributes(LvEntry lv) {
        this.lv = lv;
        this.volume = lv.volume();
    }

    static String of(LvEntry lv) {
        LvAttributes attributes = new LvAttributes(lv);
        return ""
                + attributes.kind()
                + attributes.permission()
                + attributes.allocation()
                + (volumeHasFixedMinor(lv) ? 'm' : '-')
                + "XX"
                + attributes.target()
                + (isZeroing(lv) ? 'z' : '-')
                + attributes.health()
                + (lv.volume().flags().contains("ACTIVATION_SKIP") ? 'k' : '-');
    }

    private static boolean volumeHasFixedMinor(LvEntry lv) {
        return lv.volume().status().contains("FIXED_MINOR");
    }

    private char kind() {
        if (volume.status().contains("PVMOVE")) {
            return 'p';
        }
        if (lv.isPoolSpare()) {
            return 'e';
        }
        for (LvGraph.Use use : lv.uses()) {
            char served = kindOf(use);
            if (served != '-') {
                return served;
            }
        }
        if (volume.snapshot().isPresent()) {
            return volume.snapshot().get().isMerging() ? 'S' : 's';
        }
        return ownKind();
    }

    /** What serving as this makes of a volume; a dash where its own layout decides. */
    private char kindOf(LvGraph.Use use) {
        return switch (use.role()) {
            case RAID_METADATA, THIN_POOL_METADATA, CACHE_POOL_METADATA, INTEGRITY_METADATA -> 'e';
            case MIRROR_LOG -> 'l';
            case THIN_POOL_DATA -> 'T';
            case CACHE_POOL_DATA -> 'C';
            // Whether an image is in step with the others only the kernel knows.
            case MIRROR_IMAGE, RAID_IMAGE -> lv.type().equals("integrity") ? 'g' : 'I';
            case CACHE_ORIGIN, WRITECACHE_ORIGIN, EXTERNAL_ORIGIN -> 'o';
            case THICK_ORIGIN -> isMerging(use) ? 'O' : 'o';
            default -> '-';
        };
    }

    private static boolean isMerging(LvGraph.Use use) {
        return use.segment().layout() instanceof SegmentLayout.Snapshot link && link.isMerging();
    }

    private char ownKind() {
        boolean isUnsynced = volume.status().contains("NOTSYNCED");
        if (lv.type().startsWith("raid")) {
            return isUnsynced ? 'R' : 'r';
        }
        if (lv.isCacheVolume()) {
            return 'C';
        }
        return switch (lv.type()) {
            case "mirror" -> isUnsynced ? 'M' : 'm';
            case "thin" -> 'V';
            case "thin-pool" -> 't';
            case "cache", "cache-pool", "writecache" -> 'C';
            case "integrity" -> 'g';
            case "vdo-pool" -> 'd';
            case "vdo", "error", "zero" -> 'v';
            default -> '-';
        };
    }

    private char permission() {
        return volume.status().contains("PVMOVE") ? '-' : volume.isWritable() ? 'w' : 'r';
    }

    private char allocation() {
        char letter = AllocationPolicy.letter(volume.allocationPolicy().orElse("inherit"));
        return volume.status().contains("LOCKED") ? Character.toUpperCase(letter) : letter;
    }

    /** Which device-mapper target it belongs with. */
    private char target() {
        if (lv.serves(LvRole.THICK_ORIGIN) || volume.snapshot().isPresent()) {
            return 's';
        }
        if (lv.type().startsWith("raid") || isRaidPart()) {
            return 'r';
        }
        if (lv.serves(LvRole.MIRROR_IMAGE) || lv.serves(LvRole.MIRROR_LOG)) {
            return 'm';
        }
        if (lv.isCacheVolume()
                || lv.serves(LvRole.CACHE_ORIGIN)
                || lv.serves(LvRole.WRITECACHE_ORIGIN)) {
            return 'C';
        }
        return switch (lv.type()) {
            case "mirror" -> 'm';
            case "thin", "thin-pool" -> 't';
            case "cache", "cache-pool", "writecache" -> 'C';
            case "vdo", "vdo-pool" -> 'd';
            case "error", "zero" -> 'v';
            default -> lv.layout() instanceof SegmentLayout.Unknown ? 'u' : '-';
        };
    }

    private boolean isRaidPart() {
        return lv.uses().stream().anyMatch(use -> use.role().isRaidPart());
    }

    private static boolean isZeroing(LvEntry lv) {
        LvEntry pool = lv.layout() instanceof SegmentLayout.Thin ? lv.pool().orElseThrow() : lv;
        return pool.layout() instanceof SegmentLayout.ThinPool layout && layout.isZeroing();
    }

    /** The words of {@code lv_health_status}. */
    static String health(LvEntry lv) {
        return switch (new LvAttributes(lv).health()) {
            case 'p' -> "partial";
            case 'X' -> "unknown";
            default -> "";
        };
    }

    private char health() {
        if (lv.isPartial()) {
            return 'p';
        }
        return lv.type().startsWith("raid") || isRaidPart() ? 'X' : '-';
    }
}
