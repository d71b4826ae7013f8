package org.devio.report;

import static org.devio.report.Field.Kind.FLAG;
import static org.devio.report.Field.Kind.LIST;
import static org.devio.report.Field.Kind.NUMBER;
import static org.devio.report.Field.Kind.SIZE;
import static org.devio.report.Field.Kind.TEXT;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.devio.report.internal.SegmentEntry;

/** The fields of segments of logical volumes. */
final class SegmentFields {
    private static final List<Field> OWN =
            List.of(
                    field("segtype", "Type", TEXT, SegmentEntry::type),
                    field("stripes", "#Str", NUMBER, segment -> (long) segment.areas().size()),
                    field(
                            "data_stripes",
                            "#DStr",
                            NUMBER,
                            segment -> segment.shape().dataStripes()),
                    field("reshape_len", "RSize", SIZE, SegmentFields::reshapeBytes),
                    field("reshape_len_le", "RSize", NUMBER, SegmentEntry::reshapeExtents),
                    field("data_copies", "#Cpy", NUMBER, segment -> segment.shape().dataCopies()),
                    without("data_offset", "DOff"),
                    without("new_data_offset", "NOff"),
                    field(
                            "parity_chunks",
                            "#Par",
                            NUMBER,
                            segment -> segment.shape().parityChunks()),
                    field("stripe_size", "Stripe", SIZE, SegmentEntry::stripeBytes),
                    field("region_size", "Region", SIZE, SegmentEntry::regionBytes),
                    field("chunk_size", "Chunk", SIZE, SegmentEntry::chunkBytes),
                    field("thin_count", "#Thins", NUMBER, SegmentEntry::thinCount),
                    field("discards", "Discards", TEXT, SegmentEntry::discards),
                    field(
                            "cache_metadata_format",
                            "CMFmt",
                            NUMBER,
                            SegmentEntry::cacheMetadataFormat),
                    field("cache_mode", "CacheMode", TEXT, SegmentEntry::cacheMode),
                    field("zero", "Zero", FLAG, SegmentEntry::zero),
                    field("transaction_id", "TransId", NUMBER, SegmentEntry::transactionId),
                    field("thin_id", "ThId", NUMBER, SegmentEntry::thinId),
                    field("seg_start", "Start", SIZE, SegmentEntry::startBytes),
                    field(
                            "seg_start_pe",
                            "Start",
                            NUMBER,
                            segment -> segment.segment().startExtent()),
                    field("seg_size", "SSize", SIZE, SegmentEntry::bytes),
                    field(
                            "seg_size_pe",
                            "SSize",
                            NUMBER,
                            segment -> segment.segment().extentCount()),
                    field(
                            "seg_tags",
                            "Seg Tags",
                            LIST,
                            segment -> segment.segment().tags().stream().sorted().toList()),
                    field("seg_pe_ranges", "PE Ranges", TEXT, SegmentEntry::physicalRanges),
                    field("seg_le_ranges", "LE Ranges", LIST, SegmentEntry::logicalRanges),
                    field(
                            "seg_metadata_le_ranges",
                            "Metadata LE Ranges",
                            LIST,
                            SegmentEntry::metadataRanges),
                    field("devices", "Devices", LIST, SegmentEntry::devices),
                    field("metadata_devices", "Metadata Devs", LIST, SegmentEntry::metadataDevices),
                    field("seg_monitor", "Monitor", TEXT, SegmentEntry::monitoring),
                    field("cache_policy", "CachePolicy", TEXT, SegmentEntry::cachePolicy),
                    field("cache_settings", "CacheSettings", LIST, SegmentEntry::cacheSettings));

    static final List<Field> ALL = Stream.concat(OWN.stream(), VdoFields.ALL.stream()).toList();

    private SegmentFields() {}

    private static Field field(
            String name, String heading, Field.Kind kind, Function<SegmentEntry, Object> value) {
        return new Field(
                name,
                heading,
                heading.length(),
                kind,
                Subject.SEGMENT,
                row -> value.apply(row.segment()));
    }

    /** A field that only a kernel could fill. */
    private static Field without(String name, String heading) {
        return field(name, heading, TEXT, segment -> "");
    }

    private static Long reshapeBytes(SegmentEntry segment) {
        Long extents = segment.reshapeExtents();
        return extents == null ? null : segment.vg().bytesOf(extents);
    }
}
