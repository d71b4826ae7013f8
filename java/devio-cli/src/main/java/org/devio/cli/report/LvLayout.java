package org.devio.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.devio.metadata.SegmentLayout;

/** The words of {@code lv_layout} and {@code lv_role}: what a logical volume is, and is for. */
final class LvLayout {
    private LvLayout() {}

    /** How it is built, from the general word to the special one. */
    static List<String> layout(LvEntry lv) {
        String type = lv.type();
        if (type.startsWith("raid")) {
            return raid(type);
        }
        if (lv.isCacheVolume()) {
            return List.of(lv.serves(LvRole.WRITECACHE_STORE) ? "writecache" : "cache", "cachevol");
        }
        return switch (type) {
            case "striped", "linear" ->
                    List.of(lv.layout().areas().size() > 1 ? "striped" : "linear");
            case "thin" -> List.of("thin", "sparse");
            case "thin-pool" -> List.of("thin", "pool");
            case "cache-pool" -> List.of("cache", "pool");
            case "mirror", "cache", "writecache", "integrity" -> List.of(type);
            case "vdo" -> List.of("vdo", "sparse");
            case "vdo-pool" -> List.of("vdo", "pool");
            default -> List.of("unknown");
        };
    }

    /** {@code raid5} has a variant even where the metadata names none; {@code raid10} has none. */
    private static List<String> raid(String type) {
        List<String> words = new ArrayList<>(List.of("raid"));
        int variant = type.indexOf('_');
        if (variant > 0) {
            words.add(type.substring(0, variant));
        }
        words.add(type);
        if (type.equals("raid5")) {
            words.add("raid5_ls");
        } else if (type.equals("raid6")) {
            words.add("raid6_zr");
        }
        return words;
    }

    /** What it is for; begins with who may see it. */
    static List<String> role(LvEntry lv) {
        List<String> words = new ArrayList<>();
        words.add(isForUsers(lv) ? "public" : "private");
        if (lv.isPoolSpare()) {
            words.addAll(List.of("pool", "spare"));
        }
        lv.uses().stream()
                .flatMap(use -> use.role().words().stream())
                .filter(word -> !words.contains(word))
                .forEach(words::add);
        if (lv.layout() instanceof SegmentLayout.Thin thin && thin.origin().isPresent()) {
            words.addAll(List.of("snapshot", "thinsnapshot"));
        }
        return words;
    }

    private static boolean isForUsers(LvEntry lv) {
        return lv.volume().isVisible() && lv.poolData().isEmpty();
    }
}
