package org.devio.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigParser;
import org.devio.config.ConfigSection;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmName;
import org.devio.format.LvmUuid;

/** Turns a metadata text into a checked {@link VolumeGroup}. */
final class VolumeGroupParser {
    /** What every metadata text says it is. */
    static final String CONTENTS = "Text Format Volume Group";

    private final Fields fields;
    private final String name;

    private VolumeGroupParser(ConfigSection section) {
        this.name = section.key();
        this.fields = new Fields("VG ", section);
    }

    static VolumeGroup parse(byte[] text) throws LvmFormatException {
        ConfigSection whole = ConfigParser.parse(text);
        TextHeader header = header(new Fields("metadata text", whole), text);
        List<ConfigSection> sections = whole.sections();
        if (sections.isEmpty()) {
            throw new LvmFormatException(0, "metadata text has no volume group");
        }
        return new VolumeGroupParser(sections.get(0)).parse(header);
    }

    private static TextHeader header(Fields fields, byte[] text) throws LvmFormatException {
        if (!fields.text("contents").equals(CONTENTS)) {
            throw fields.failure("contents is not \"" + CONTENTS + "\"");
        }
        fields.number("version", 1, 1);
        return new TextHeader(
                fields.optionalText("description").orElse(""),
                fields.optionalText("creation_host").orElse(""),
                fields.optionalText("creation_host_system_id"),
                fields.number("creation_time", 0, Long.MAX_VALUE, 0),
                comment(text, lineAbove(text, fields.section().entry("contents"))),
                comment(text, fields.section().entry("creation_host").map(ConfigEntry::end)),
                comment(text, fields.section().entry("creation_time").map(ConfigEntry::end)));
    }

    private static Optional<String> comment(byte[] text, Optional<Integer> from) {
        return from.flatMap(start -> ConfigParser.commentAt(text, start));
    }

    /** Where the line begins that is the last above an entry to hold anything. */
    private static Optional<Integer> lineAbove(byte[] text, Optional<ConfigEntry> entry) {
        int end = entry.orElseThrow().offset();
        while (end > 0 && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        int start = end;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start < end ? Optional.of(start) : Optional.empty();
    }

    private VolumeGroup parse(TextHeader header) throws LvmFormatException {
        if (!LvmName.isValid(name)) {
            throw fields.failure("no possible name of a volume group");
        }
        Optional<String> format = fields.optionalText("format");
        if (format.isPresent() && !format.get().equals("lvm2")) {
            throw fields.failure("format " + format.get() + " is unknown");
        }
        if (fields.section().section("outdated_pvs").isPresent()) {
            throw fields.failure("outdated_pvs has no place on disk");
        }
        List<String> flags = fields.texts("flags");
        Map<String, PhysicalVolume> physicalVolumes = physicalVolumes();
        Map<String, LogicalVolume> logicalVolumes =
                LogicalVolumeParser.parseAll(
                        sectionsOf("logical_volumes"), physicalVolumes.keySet());
        long extentSize = fields.number("extent_size", 1, Fields.MAX_UINT32);
        demandMeasurable(extentSize, physicalVolumes, logicalVolumes);
        return new VolumeGroup(
                name,
                fields.uuid("id"),
                fields.uint32("seqno"),
                format,
                StatusWords.VOLUME_GROUP.read(fields),
                flags,
                fields.texts("tags"),
                // Without the lock that made it one, a system ID is a leftover of LVM1.
                fields.optionalText("system_id").filter(id -> flags.contains("WRITE_LOCKED")),
                fields.optionalText("lock_type"),
                fields.optionalText("lock_args"),
                extentSize,
                fields.uint32("max_lv"),
                fields.uint32("max_pv"),
                fields.optionalText("allocation_policy"),
                fields.optionalText("profile"),
                fields.uint32("metadata_copies", 0),
                new AllocationMap(fields, physicalVolumes).allocate(logicalVolumes.values()),
                logicalVolumes,
                historicalVolumes(),
                header,
                fields.section());
    }

    private List<ConfigSection> sectionsOf(String key) {
        return fields.section().section(key).map(ConfigSection::sections).orElse(List.of());
    }

    private List<HistoricalVolume> historicalVolumes() throws LvmFormatException {
        List<HistoricalVolume> volumes = new ArrayList<>();
        for (ConfigSection section : sectionsOf("historical_logical_volumes")) {
            Fields of = new Fields("historical LV ", section);
            if (!LvmName.isValid(section.key())) {
                throw of.failure("no possible name of a logical volume");
            }
            volumes.add(
                    new HistoricalVolume(
                            section.key(),
                            of.uuid("id"),
                            of.number("creation_time", 0, Long.MAX_VALUE, 0),
                            of.number("removal_time", 0, Long.MAX_VALUE, 0),
                            of.optionalText("origin"),
                            of.texts("descendants")));
        }
        return volumes;
    }

    private Map<String, PhysicalVolume> physicalVolumes() throws LvmFormatException {
        if (fields.section().section("physical_volumes").isEmpty()) {
            throw fields.missing("physical_volumes");
        }
        Map<String, PhysicalVolume> volumes = new LinkedHashMap<>();
        Set<LvmUuid> ids = new HashSet<>();
        for (ConfigSection section : sectionsOf("physical_volumes")) {
            Fields of = new Fields("PV ", section);
            PhysicalVolume volume = physicalVolume(of);
            if (volumes.put(volume.sectionName(), volume) != null || !ids.add(volume.id())) {
                throw of.failure("is there twice");
            }
        }
        return volumes;
    }

    private static PhysicalVolume physicalVolume(Fields fields) throws LvmFormatException {
        if (fields.has("ba_start") != fields.has("ba_size")) {
            throw fields.failure("of ba_start and ba_size only one is there");
        }
        return new PhysicalVolume(
                fields.section().key(),
                fields.uuid("id"),
                fields.optionalText("device"),
                StatusWords.PHYSICAL_VOLUME.read(fields),
                fields.texts("flags"),
                fields.texts("tags"),
                fields.number("dev_size", 0, Fields.MAX_SECTORS, 0),
                fields.number("pe_start", 0, Fields.MAX_SECTORS),
                fields.uint32("pe_count"),
                fields.number("ba_start", 0, Fields.MAX_SECTORS, 0),
                fields.number("ba_size", 0, Fields.MAX_SECTORS, 0),
                fields.optionalText("device_id"),
                fields.optionalText("device_id_type"),
                List.of());
    }

    /** Sizes in bytes fit a long, for each volume and for the group. */
    private void demandMeasurable(
            long extentSize,
            Map<String, PhysicalVolume> physicalVolumes,
            Map<String, LogicalVolume> logicalVolumes)
            throws LvmFormatException {
        long most = physicalVolumes.values().stream().mapToLong(PhysicalVolume::peCount).sum();
        for (LogicalVolume volume : logicalVolumes.values()) {
            most = Math.max(most, volume.extentCount());
        }
        if (most > Fields.MAX_SECTORS / extentSize) {
            throw fields.failure(most + " extents of " + extentSize + " sectors exceed 2^63 bytes");
        }
    }
}
