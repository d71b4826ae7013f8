package org.devio.metadata;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigValue;

/** Writes a volume group as lvm2 writes it: the same fields, order, blank lines and comments. */
final class MetadataWriter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    private final VolumeGroup group;
    private final MetadataText text;
    private final ZoneId zone;

    private MetadataWriter(VolumeGroup group, MetadataText text, ZoneId zone) {
        this.group = group;
        this.text = text;
        this.zone = zone;
    }

    static byte[] diskText(VolumeGroup group) {
        MetadataText text = MetadataText.forDisk();
        new MetadataWriter(group, text, ZoneOffset.UTC).writeGroup();
        writeHeader(group.header(), text);
        byte[] bytes = text.bytes();
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    static byte[] backupText(VolumeGroup group, TextHeader header, ZoneId zone) {
        MetadataText text = MetadataText.forBackup();
        writeHeader(header, text);
        new MetadataWriter(group, text, zone).writeGroup();
        return text.bytes();
    }

    private static void writeHeader(TextHeader header, MetadataText text) {
        header.generator().ifPresent(generator -> text.line("# " + generator.replace('\n', ' ')));
        text.blank();
        text.string("contents", VolumeGroupParser.CONTENTS);
        text.number("version", 1);
        text.blank();
        text.string("description", header.description());
        text.blank();
        text.line(
                "creation_host = "
                        + MetadataText.quoted(header.creationHost())
                        + comment(header.hostComment()));
        text.string("creation_host_system_id", header.creationHostSystemId());
        text.line("creation_time = " + header.creationTime() + comment(header.timeComment()));
        text.blank();
    }

    private static String comment(Optional<String> comment) {
        return comment.map(words -> "\t# " + words.replace('\n', ' ')).orElse("");
    }

    private void writeGroup() {
        text.open(group.name());
        text.string("id", group.id().dashed());
        text.number("seqno", group.seqno());
        group.format()
                .ifPresent(
                        format ->
                                text.line(
                                        "format = " + MetadataText.quoted(format),
                                        "\t\t\t# informational"));
        text.list("status", group.status());
        text.list("flags", group.flags());
        text.listUnlessEmpty("tags", group.tags());
        text.string("system_id", systemId());
        text.string("lock_type", group.lockType());
        text.string("lock_args", group.lockArgs());
        text.size("extent_size", group.extentSizeSectors(), "\t\t", group.extentSizeSectors());
        text.number("max_lv", group.maxLv());
        text.number("max_pv", group.maxPv());
        if (group.allocationPolicy().isPresent()) {
            text.blank();
            text.string("allocation_policy", group.allocationPolicy());
        }
        text.string("profile", group.profile());
        text.number("metadata_copies", group.metadataCopies());
        text.blank();
        text.open("physical_volumes");
        group.physicalVolumes().values().forEach(this::write);
        text.close();
        text.blank();
        if (!group.logicalVolumes().isEmpty()) {
            text.open("logical_volumes");
            group.logicalVolumes().values().forEach(this::write);
            text.close();
        }
        text.blank();
        if (!group.historicalLogicalVolumes().isEmpty()) {
            text.open("historical_logical_volumes");
            group.historicalLogicalVolumes().forEach(this::write);
            text.close();
        }
        text.close();
    }

    /** The owner; or what LVM1 left there, which owns nothing and is kept. */
    private Optional<String> systemId() {
        return group.systemId()
                .or(
                        () ->
                                group.config()
                                        .entry("system_id")
                                        .map(ConfigEntry::value)
                                        .filter(ConfigValue.Text.class::isInstance)
                                        .map(value -> ((ConfigValue.Text) value).text()));
    }

    private void write(PhysicalVolume volume) {
        text.blank();
        text.open(volume.sectionName());
        text.string("id", volume.id().dashed());
        volume.device()
                .ifPresent(
                        device ->
                                text.line(
                                        "device = " + MetadataText.quoted(device),
                                        "\t# Hint only"));
        text.blank();
        text.string("device_id_type", volume.deviceIdType());
        text.string("device_id", volume.deviceId());
        text.list("status", volume.status());
        text.list("flags", volume.flags());
        text.listUnlessEmpty("tags", volume.tags());
        if (volume.devSizeSectors() > 0) {
            text.size("dev_size", volume.devSizeSectors(), volume.devSizeSectors());
        }
        text.number("pe_start", volume.peStartSectors());
        text.size("pe_count", volume.peCount(), sectors(volume.peCount()));
        if (volume.baStartSectors() > 0 && volume.baSizeSectors() > 0) {
            text.number("ba_start", volume.baStartSectors());
            text.size("ba_size", volume.baSizeSectors(), volume.baSizeSectors());
        }
        text.close();
    }

    private void write(LogicalVolume volume) {
        text.blank();
        text.open(volume.name());
        text.string("id", volume.id().dashed());
        text.list("status", volume.status());
        text.list("flags", volume.flags());
        text.listUnlessEmpty("tags", volume.tags());
        if (volume.creationHost().isPresent()) {
            time("creation_time", volume.creationTime());
            text.string("creation_host", volume.creationHost());
        }
        text.string("lock_args", volume.lockArgs());
        text.string("allocation_policy", volume.allocationPolicy());
        text.string("profile", volume.profile());
        if (volume.readAhead() == LogicalVolume.READ_AHEAD_NONE) {
            text.line("read_ahead = -1", "\t# None");
        } else {
            text.numberUnlessZero("read_ahead", volume.readAhead());
        }
        if (volume.major() >= 0) {
            text.number("major", volume.major());
        }
        if (volume.minor() >= 0) {
            text.number("minor", volume.minor());
        }
        text.number("segment_count", volume.segments().size());
        text.blank();
        List<Segment> segments = volume.segments();
        for (int i = 0; i < segments.size(); i++) {
            text.open("segment" + (i + 1));
            new SegmentWriter(group, text).write(segments.get(i));
            text.close();
        }
        text.close();
    }

    private void write(HistoricalVolume volume) {
        text.blank();
        text.open(volume.name());
        text.string("id", volume.id().dashed());
        if (volume.creationTime() > 0) {
            time("creation_time", volume.creationTime());
        }
        if (volume.removalTime() > 0) {
            time("removal_time", volume.removalTime());
        }
        text.string("origin", volume.origin());
        text.listUnlessEmpty("descendants", volume.descendants());
        text.close();
    }

    private void time(String key, long seconds) {
        text.line(key + " = " + seconds, "\t# " + forPeople(seconds));
    }

    /** Hostile texts give times that no calendar has. */
    private String forPeople(long seconds) {
        long most = Instant.MAX.getEpochSecond() / 2;
        return TIME.format(Instant.ofEpochSecond(Math.min(seconds, most)).atZone(zone));
    }

    private long sectors(long extents) {
        return extents * group.extentSizeSectors();
    }
}
