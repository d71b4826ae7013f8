package org.devio.report;

import java.util.List;
import java.util.function.Function;
import org.devio.report.internal.PvSegment;

/** The fields of runs of extents of physical volumes. */
final class PvSegmentFields {
    static final List<Field> ALL =
            List.of(
                    field("pvseg_start", "Start", PvSegment::firstExtent),
                    field("pvseg_size", "SSize", PvSegment::extentCount));

    private PvSegmentFields() {}

    private static Field field(String name, String heading, Function<PvSegment, Long> value) {
        return new Field(
                name,
                heading,
                heading.length(),
                Field.Kind.NUMBER,
                Subject.PV_SEGMENT,
                row -> value.apply(row.pvSegment()));
    }
}
