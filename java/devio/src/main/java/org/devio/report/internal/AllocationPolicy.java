package org.devio.report.internal;

/** How lvm2 abbreviates allocation policies. */
final class AllocationPolicy {
    private AllocationPolicy() {}

    /** The letter in attributes; a dash for one that is not known. */
    static char letter(String policy) {
        return switch (policy) {
            case "contiguous" -> 'c';
            case "cling" -> 'l';
            case "cling_by_tags" -> 'C';
            case "normal" -> 'n';
            case "anywhere" -> 'a';
            case "inherit" -> 'i';
            default -> '-';
        };
    }
}
