package org.devio.report.internal;

import org.devio.metadata.LogicalVolume;
import org.devio.metadata.SegmentLayout;

/** The ten characters of {@code lv_attr}. */
final class LvAttributes {
    private final LvView view;
    private final LogicalVolume volume;

    LvAttributes(LvView view) {
        this.view = view;
        this.volume = view.volume();
    }

    String text() {
        return ""
                + kind()
                + permission()
                + allocation()
                + (volume.status().contains("FIXED_MINOR") ? 'm' : '-')
                + "XX"
                + target()
                + (isZeroing() ? 'z' : '-')
                + health()
                + (volume.flags().contains("ACTIVATION_SKIP") ? 'k' : '-');
    }

    private char kind() {
        if (view.isMove()) {
            return 'p';
        }
        if (view.isPoolSpare()) {
            return 'e';
        }
        for (LvRole role : view.roles()) {
            char served = kindOf(role);
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
    private char kindOf(LvRole role) {
        return switch (role) {
            case RAID_METADATA, THIN_POOL_METADATA, CACHE_POOL_METADATA, INTEGRITY_METADATA -> 'e';
            case MIRROR_LOG -> 'l';
            case THIN_POOL_DATA -> 'T';
            case CACHE_POOL_DATA -> 'C';
            case VDO_POOL_DATA -> 'D';
            // Whether an image is in step with the others only the kernel knows.
            case MIRROR_IMAGE, RAID_IMAGE ->
                    view.layout() instanceof SegmentLayout.Integrity ? 'g' : 'I';
            case CACHE_ORIGIN, WRITECACHE_ORIGIN, EXTERNAL_ORIGIN -> 'o';
            case THICK_ORIGIN -> view.isMergedInto(role) ? 'O' : 'o';
            case THIN_ORIGIN -> view.isMergedInto(role) ? 'O' : '-';
            default -> '-';
        };
    }

    private char ownKind() {
        boolean isUnsynced = volume.status().contains("NOTSYNCED");
        if (view.type().startsWith("raid")) {
            return isUnsynced ? 'R' : 'r';
        }
        if (view.isCacheVolume()) {
            return 'C';
        }
        if (view.layout() instanceof SegmentLayout.Unknown) {
            return 'v';
        }
        return switch (view.type()) {
            case "mirror" -> isUnsynced ? 'M' : 'm';
            case "thin" -> view.isMerging() ? 'S' : 'V';
            case "thin-pool" -> 't';
            case "cache", "cache-pool", "writecache" -> 'C';
            case "integrity" -> 'g';
            case "vdo-pool" -> 'd';
            case "vdo", "error", "zero" -> 'v';
            default -> '-';
        };
    }

    private char permission() {
        return view.isMove() ? '-' : volume.isWritable() ? 'w' : 'r';
    }

    private char allocation() {
        char letter = AllocationPolicy.letter(volume.allocationPolicy().orElse("inherit"));
        return volume.status().contains("LOCKED") ? Character.toUpperCase(letter) : letter;
    }

    /** Which device-mapper target it belongs with. */
    private char target() {
        if (view.serves(LvRole.THICK_ORIGIN) || volume.snapshot().isPresent()) {
            return 's';
        }
        if (view.isRaid()) {
            return 'r';
        }
        if (view.serves(LvRole.MIRROR_IMAGE) || view.serves(LvRole.MIRROR_LOG)) {
            return 'm';
        }
        if (view.isCacheVolume()
                || view.serves(LvRole.CACHE_ORIGIN)
                || view.serves(LvRole.WRITECACHE_ORIGIN)) {
            return 'C';
        }
        if (view.layout() instanceof SegmentLayout.Unknown) {
            return 'u';
        }
        return switch (view.type()) {
            case "mirror" -> 'm';
            case "thin", "thin-pool" -> 't';
            case "cache", "cache-pool", "writecache" -> 'C';
            case "vdo", "error", "zero" -> 'v';
            default -> '-';
        };
    }

    private boolean isZeroing() {
        LvView pool =
                view.layout() instanceof SegmentLayout.Thin ? view.pool().orElseThrow() : view;
        return pool.layout() instanceof SegmentLayout.ThinPool layout && layout.isZeroing();
    }

    private char health() {
        return switch (view.health()) {
            case GOOD -> '-';
            case PARTIAL -> 'p';
            case UNKNOWN -> 'X';
        };
    }
}
