package org.devio.cli.report;

import java.util.List;

/** The fields of segments of logical volumes. */
final class SegmentFields {
    static final List<Field> ALL = List.of();

    private SegmentFields() {}
}
