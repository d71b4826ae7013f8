package org.devio.report;

import java.util.List;
import java.util.function.Function;
import org.devio.report.internal.PvSegment;

/** The fields of runs of extents of physical volumes. */
final class PvSegmentFields {
    static final List<Column<?>> ALL =
            List.of(
                    field("pvseg_start", "Start", PvSegment::firstExtent),
                    field("pvseg_size", "SSize", PvSegment::extentCount));

    private PvSegmentFields() {}

    private static Column<Long> field(
            String name, String heading, Function<PvSegment, Long> value) {
        return Column.of(
                Subject.PV_SEGMENT, PvSegment.class, name, heading, Column.Kind.NUMBER, value);
    }
}
