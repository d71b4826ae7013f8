package org.devio.report;

import static org.devio.report.Field.Kind.FLAG;
import static org.devio.report.Field.Kind.LIST;
import static org.devio.report.Field.Kind.NUMBER;
import static org.devio.report.Field.Kind.SIZE;
import static org.devio.report.Field.Kind.TEXT;

import java.util.List;
import java.util.function.Function;
import org.devio.format.PvLabel;
import org.devio.metadata.PhysicalVolume;
import org.devio.report.internal.MetadataAreas;
import org.devio.report.internal.PvEntry;
import org.devio.scan.DeviceNumber;
import org.devio.scan.ScannedDevice;

/** The fields of physical volumes. */
final class PvFields {
    static final List<Field> ALL =
            List.of(
                    field("pv_fmt", "Fmt", TEXT, PvEntry::format),
                    field("pv_uuid", "PV UUID", TEXT, PvEntry::uuid).wide(38),
                    field("dev_size", "DevSize", SIZE, PvEntry::deviceSize),
                    field("pv_name", "PV", TEXT, PvEntry::name).wide(10),
                    field("pv_major", "Maj", TEXT, pv -> Long.toString(deviceNumber(pv).major())),
                    field("pv_minor", "Min", TEXT, pv -> Long.toString(deviceNumber(pv).minor())),
                    field(
                                    "pv_mda_free",
                                    "PMdaFree",
                                    SIZE,
                                    pv -> MetadataAreas.leastFree(pv.areas().stream()))
                            .wide(9),
                    field(
                                    "pv_mda_size",
                                    "PMdaSize",
                                    SIZE,
                                    pv -> MetadataAreas.smallestSize(pv.areas().stream()))
                            .wide(9),
                    field("pv_ext_vsn", "PExtVsn", NUMBER, PvFields::extensionVersion),
                    field("pe_start", "1st PE", SIZE, PvEntry::dataStart).wide(7),
                    field("pv_size", "PSize", SIZE, PvEntry::size),
                    field("pv_free", "PFree", SIZE, PvEntry::free),
                    field("pv_used", "Used", SIZE, pv -> pv.vg().bytesOf(pv.allocatedCount())),
                    field("pv_attr", "Attr", TEXT, PvEntry::attributes),
                    flag("pv_allocatable", "Allocatable", "allocatable", PvEntry::isAllocatable),
                    flag("pv_exported", "Exported", "exported", PvEntry::isExported).wide(10),
                    flag("pv_missing", "Missing", "missing", PvEntry::isMissing).wide(10),
                    field("pv_pe_count", "PE", NUMBER, PvEntry::extentCount).wide(3),
                    field("pv_pe_alloc_count", "Alloc", NUMBER, PvEntry::allocatedCount),
                    field("pv_tags", "PV Tags", LIST, PvFields::tags),
                    field("pv_mda_count", "#PMda", NUMBER, pv -> (long) pv.areas().size()),
                    field("pv_mda_used_count", "#PMdaUse", NUMBER, PvFields::areasInUse),
                    field("pv_ba_start", "BA Start", SIZE, pv -> pv.bootloaderArea().offset()),
                    field("pv_ba_size", "BA Size", SIZE, pv -> pv.bootloaderArea().size()),
                    flag("pv_in_use", "PInUse", "used", PvEntry::isInUse),
                    flag("pv_duplicate", "Duplicate", "duplicate", PvEntry::isUnusedCopy),
                    field(
                            "pv_device_id",
                            "DeviceID",
                            TEXT,
                            pv -> pv.metadata().flatMap(PhysicalVolume::deviceId).orElse("")),
                    field(
                            "pv_device_id_type",
                            "DeviceIDType",
                            TEXT,
                            pv -> pv.metadata().flatMap(PhysicalVolume::deviceIdType).orElse("")));

    private PvFields() {}

    private static Field field(
            String name, String heading, Field.Kind kind, Function<PvEntry, Object> value) {
        return new Field(
                name, heading, heading.length(), kind, Subject.PV, row -> value.apply(row.pv()));
    }

    private static Field flag(
            String name, String heading, String word, Function<PvEntry, Boolean> isSet) {
        return field(name, heading, FLAG, pv -> isSet.apply(pv) ? word : "");
    }

    private static DeviceNumber deviceNumber(PvEntry pv) {
        return new DeviceNumber(pv.device().map(ScannedDevice::deviceNumber).orElse(0L));
    }

    private static Long extensionVersion(PvEntry pv) {
        return pv.label().map(PvLabel::extensionVersion).map(Long::valueOf).orElse(null);
    }

    private static List<String> tags(PvEntry pv) {
        return pv.metadata().map(PhysicalVolume::tags).orElse(List.of()).stream().sorted().toList();
    }

    private static Long areasInUse(PvEntry pv) {
        return pv.areas().stream().filter(MetadataAreas::isInUse).count();
    }
}
