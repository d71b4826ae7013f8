package org.devio.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.devio.report.internal.SegmentEntry;

/** The fields of segments of logical volumes. */
final class SegmentFields {
    private static final List<Column<?>> OWN =
            List.of(
                    text("segtype", "Type", SegmentEntry::type),
                    number("stripes", "#Str", segment -> (long) segment.areas().size()),
                    number("data_stripes", "#DStr", segment -> segment.shape().dataStripes()),
                    size("reshape_len", "RSize", SegmentFields::reshapeBytes),
                    number("reshape_len_le", "RSize", SegmentEntry::reshapeExtents),
                    number("data_copies", "#Cpy", segment -> segment.shape().dataCopies()),
                    without("data_offset", "DOff"),
                    without("new_data_offset", "NOff"),
                    number("parity_chunks", "#Par", segment -> segment.shape().parityChunks()),
                    size("stripe_size", "Stripe", SegmentEntry::stripeBytes),
                    size("region_size", "Region", SegmentEntry::regionBytes),
                    size("chunk_size", "Chunk", SegmentEntry::chunkBytes),
                    number("thin_count", "#Thins", SegmentEntry::thinCount),
                    text("discards", "Discards", SegmentEntry::discards),
                    number("cache_metadata_format", "CMFmt", SegmentEntry::cacheMetadataFormat),
                    text("cache_mode", "CacheMode", SegmentEntry::cacheMode),
                    flag("zero", "Zero", "zero", SegmentEntry::zero).or("unknown"),
                    number("transaction_id", "TransId", SegmentEntry::transactionId),
                    number("thin_id", "ThId", SegmentEntry::thinId),
                    size("seg_start", "Start", SegmentEntry::startBytes),
                    number("seg_start_pe", "Start", segment -> segment.segment().startExtent()),
                    size("seg_size", "SSize", SegmentEntry::bytes),
                    number("seg_size_pe", "SSize", segment -> segment.segment().extentCount()),
                    list(
                            "seg_tags",
                            "Seg Tags",
                            segment -> segment.segment().tags().stream().sorted().toList()),
                    text("seg_pe_ranges", "PE Ranges", SegmentEntry::physicalRanges),
                    list("seg_le_ranges", "LE Ranges", SegmentEntry::logicalRanges),
                    list(
                            "seg_metadata_le_ranges",
                            "Metadata LE Ranges",
                            SegmentEntry::metadataRanges),
                    list("devices", "Devices", SegmentEntry::devices),
                    list("metadata_devices", "Metadata Devs", SegmentEntry::metadataDevices),
                    text("seg_monitor", "Monitor", SegmentEntry::monitoring),
                    text("cache_policy", "CachePolicy", SegmentEntry::cachePolicy),
                    list("cache_settings", "CacheSettings", SegmentEntry::cacheSettings));

    static final List<Column<?>> ALL = Stream.of(OWN, VdoFields.ALL).flatMap(List::stream).toList();

    private SegmentFields() {}

    private static Column<String> text(
            String name, String heading, Function<SegmentEntry, String> value) {
        return Column.of(
                Subject.SEGMENT, SegmentEntry.class, name, heading, Column.Kind.TEXT, value);
    }

    private static Column<Long> number(
            String name, String heading, Function<SegmentEntry, Long> value) {
        return Column.of(
                Subject.SEGMENT, SegmentEntry.class, name, heading, Column.Kind.NUMBER, value);
    }

    private static Column<Long> size(
            String name, String heading, Function<SegmentEntry, Long> value) {
        return Column.of(
                Subject.SEGMENT, SegmentEntry.class, name, heading, Column.Kind.SIZE, value);
    }

    private static Column<List<String>> list(
            String name, String heading, Function<SegmentEntry, List<String>> value) {
        return Column.of(
                Subject.SEGMENT, SegmentEntry.class, name, heading, Column.Kind.LIST, value);
    }

    private static Column<Boolean> flag(
            String name, String heading, String word, Function<SegmentEntry, Boolean> isSet) {
        return Column.of(
                        Subject.SEGMENT, SegmentEntry.class, name, heading, Column.Kind.FLAG, isSet)
                .called(word);
    }

    /** A field that only a kernel could fill. */
    private static Column<String> without(String name, String heading) {
        return text(name, heading, segment -> "");
    }

    private static Long reshapeBytes(SegmentEntry segment) {
        Long extents = segment.reshapeExtents();
        return extents == null ? null : segment.vg().bytesOf(extents);
    }
}
