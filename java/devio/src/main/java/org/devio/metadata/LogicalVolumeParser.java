package org.devio.metadata;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.devio.config.ConfigSection;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmName;
import org.devio.format.LvmUuid;

/** Turns the sections of logical volumes into checked {@link LogicalVolume}s. */
final class LogicalVolumeParser {
    private static final String VIRTUAL_ORIGIN_SUFFIX = "_vorigin";

    private final SegmentParser segmentParser;

    private LogicalVolumeParser(SegmentParser segmentParser) {
        this.segmentParser = segmentParser;
    }

    /**
     * Reads all logical volumes of a group.
     *
     * @param sections one for each volume
     * @param physicalVolumes section names of the physical volumes
     */
    static Map<String, LogicalVolume> parseAll(
            List<ConfigSection> sections, Set<String> physicalVolumes) throws LvmFormatException {
        Set<String> names = new HashSet<>();
        for (ConfigSection section : sections) {
            if (!names.add(section.key())) {
                throw fields(section).failure("is there twice");
            }
        }
        LogicalVolumeParser parser =
                new LogicalVolumeParser(new SegmentParser(physicalVolumes, names));
        Map<String, LogicalVolume> volumes = new LinkedHashMap<>();
        Set<LvmUuid> ids = new HashSet<>();
        for (ConfigSection section : sections) {
            LogicalVolume volume = parser.parse(fields(section));
            if (!ids.add(volume.id())) {
                throw fields(section).failure("has the UUID of another");
            }
            volumes.put(volume.name(), volume);
        }
        References.demandNoCircle(volumes);
        attachSnapshots(volumes);
        return volumes;
    }

    private static Fields fields(ConfigSection section) {
        return new Fields("LV ", section);
    }

    private LogicalVolume parse(Fields fields) throws LvmFormatException {
        if (!LvmName.isValid(fields.section().key())) {
            throw fields.failure("no possible name of a logical volume");
        }
        if (fields.has("creation_time") != fields.has("creation_host")) {
            throw fields.failure("of creation_time and creation_host only one is there");
        }
        List<String> status = StatusWords.LOGICAL_VOLUME.read(fields);
        List<Segment> segments = segments(fields);
        boolean isSnapshotLink = segments.get(0).layout() instanceof SegmentLayout.Snapshot;
        return new LogicalVolume(
                fields.section().key(),
                fields.uuid("id"),
                status,
                fields.texts("flags"),
                fields.texts("tags"),
                fields.number("creation_time", 0, Long.MAX_VALUE, 0),
                fields.optionalText("creation_host"),
                fields.optionalText("lock_args"),
                fields.optionalText("allocation_policy"),
                fields.optionalText("profile"),
                fields.number("read_ahead", LogicalVolume.READ_AHEAD_NONE, Fields.MAX_UINT32, 0),
                (int) fields.number("major", -1, Integer.MAX_VALUE, -1),
                (int) fields.number("minor", -1, Integer.MAX_VALUE, -1),
                segments,
                status.contains("VISIBLE") && !isSnapshotLink,
                Optional.empty());
    }

    private List<Segment> segments(Fields fields) throws LvmFormatException {
        List<Segment> segments = new ArrayList<>();
        for (ConfigSection section : fields.section().sections()) {
            if (section.key().startsWith("segment")) {
                segments.add(segmentParser.parse(new Fields(fields, "", section)));
            }
        }
        long claimed = fields.number("segment_count", 1, Fields.MAX_UINT32);
        if (claimed != segments.size()) {
            throw fields.failure(
                    "has " + segments.size() + " segments, segment_count says " + claimed);
        }
        segments.sort(Comparator.comparingLong(Segment::startExtent));
        long next = 0;
        for (Segment segment : segments) {
            if (segment.startExtent() != next) {
                throw new LvmFormatException(
                        segment.config().offset(),
                        fields.owner()
                                + ": a segment begins at extent "
                                + segment.startExtent()
                                + ", expected "
                                + next);
            }
            next += segment.extentCount();
        }
        return segments;
    }

    /** Tells each snapshot's store what it is, which its own section does not say. */
    private static void attachSnapshots(Map<String, LogicalVolume> volumes) {
        Map<String, SegmentLayout.Snapshot> links = new HashMap<>();
        for (LogicalVolume volume : volumes.values()) {
            if (volume.segments().get(0).layout() instanceof SegmentLayout.Snapshot link) {
                links.put(link.store(), link);
            }
        }
        links.forEach(
                (store, link) -> {
                    LogicalVolume origin = volumes.get(link.origin());
                    boolean isVisible =
                            origin.name().endsWith(VIRTUAL_ORIGIN_SUFFIX)
                                    || origin.status().contains("VISIBLE") && !link.isMerging();
                    volumes.computeIfPresent(
                            store, (name, volume) -> volume.asStoreOf(link, isVisible));
                });
    }
}
