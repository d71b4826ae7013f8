package org.devio.report;

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
    static final List<Column<?>> ALL =
            List.of(
                    text("pv_fmt", "Fmt", PvEntry::format),
                    text("pv_uuid", "PV UUID", PvEntry::uuid).wide(38),
                    size("dev_size", "DevSize", PvEntry::deviceSize),
                    text("pv_name", "PV", PvEntry::name).wide(10),
                    text("pv_major", "Maj", pv -> Long.toString(deviceNumber(pv).major())),
                    text("pv_minor", "Min", pv -> Long.toString(deviceNumber(pv).minor())),
                    size(
                                    "pv_mda_free",
                                    "PMdaFree",
                                    pv -> MetadataAreas.leastFree(pv.areas().stream()))
                            .wide(9),
                    size(
                                    "pv_mda_size",
                                    "PMdaSize",
                                    pv -> MetadataAreas.smallestSize(pv.areas().stream()))
                            .wide(9),
                    number("pv_ext_vsn", "PExtVsn", PvFields::extensionVersion),
                    size("pe_start", "1st PE", PvEntry::dataStart).wide(7),
                    size("pv_size", "PSize", PvEntry::size),
                    size("pv_free", "PFree", PvEntry::free),
                    size("pv_used", "Used", pv -> pv.vg().bytesOf(pv.allocatedCount())),
                    text("pv_attr", "Attr", PvEntry::attributes),
                    flag("pv_allocatable", "Allocatable", "allocatable", PvEntry::isAllocatable),
                    flag("pv_exported", "Exported", "exported", PvEntry::isExported).wide(10),
                    flag("pv_missing", "Missing", "missing", PvEntry::isMissing).wide(10),
                    number("pv_pe_count", "PE", PvEntry::extentCount).wide(3),
                    number("pv_pe_alloc_count", "Alloc", PvEntry::allocatedCount),
                    list("pv_tags", "PV Tags", PvFields::tags),
                    number("pv_mda_count", "#PMda", pv -> (long) pv.areas().size()),
                    number("pv_mda_used_count", "#PMdaUse", PvFields::areasInUse),
                    size("pv_ba_start", "BA Start", pv -> pv.bootloaderArea().offset()),
                    size("pv_ba_size", "BA Size", pv -> pv.bootloaderArea().size()),
                    flag("pv_in_use", "PInUse", "used", PvEntry::isInUse),
                    flag("pv_duplicate", "Duplicate", "duplicate", PvEntry::isUnusedCopy),
                    text(
                            "pv_device_id",
                            "DeviceID",
                            pv -> pv.metadata().flatMap(PhysicalVolume::deviceId).orElse("")),
                    text(
                            "pv_device_id_type",
                            "DeviceIDType",
                            pv -> pv.metadata().flatMap(PhysicalVolume::deviceIdType).orElse("")));

    private PvFields() {}

    private static Column<String> text(
            String name, String heading, Function<PvEntry, String> value) {
        return Column.of(Subject.PV, PvEntry.class, name, heading, Column.Kind.TEXT, value);
    }

    private static Column<Long> number(String name, String heading, Function<PvEntry, Long> value) {
        return Column.of(Subject.PV, PvEntry.class, name, heading, Column.Kind.NUMBER, value);
    }

    private static Column<Long> size(String name, String heading, Function<PvEntry, Long> value) {
        return Column.of(Subject.PV, PvEntry.class, name, heading, Column.Kind.SIZE, value);
    }

    private static Column<List<String>> list(
            String name, String heading, Function<PvEntry, List<String>> value) {
        return Column.of(Subject.PV, PvEntry.class, name, heading, Column.Kind.LIST, value);
    }

    private static Column<Boolean> flag(
            String name, String heading, String word, Function<PvEntry, Boolean> isSet) {
        return Column.of(Subject.PV, PvEntry.class, name, heading, Column.Kind.FLAG, isSet)
                .called(word);
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
