package org.devio.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.devio.cli.json.Json;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundPhysicalVolume;
import org.devio.scan.FoundVolumeGroup;
import org.devio.scan.Problem;
import org.devio.scan.ScanReport;
import org.devio.scan.ScannedArea;
import org.devio.scan.ScannedDevice;

/** The JSON of {@code devio scan}: devices, volume groups, and all that was wrong with them. */
final class ScanDocument {
    private ScanDocument() {}

    static String of(ScanReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "devices",
                report.devices().stream().map(device -> device(report, device)).toList());
        document.put(
                "volume_groups", report.volumeGroups().stream().map(ScanDocument::group).toList());
        document.put("problems", problems(report.groupProblems()));
        return Json.document(document);
    }

    private static Map<String, Object> device(ScanReport report, ScannedDevice device) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", device.path().toString());
        fields.put("size", Optional.of(device.size()).filter(size -> size >= 0));
        fields.put("pv_uuid", device.label().map(label -> label.pvUuid().dashed()));
        fields.put("vg_name", report.volumeGroupOf(device).map(found -> found.metadata().name()));
        fields.put("metadata_areas", device.areas().stream().map(ScanDocument::area).toList());
        fields.put("problems", problems(device.problems()));
        return fields;
    }

    private static Map<String, Object> area(ScannedArea area) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("offset", Long.toUnsignedString(area.area().offset()));
        fields.put("size", Long.toUnsignedString(area.area().size()));
        fields.put("ignored", area.header().map(header -> header.isIgnored()));
        fields.put("seqno", area.volumeGroup().map(VolumeGroup::seqno));
        return fields;
    }

    private static Map<String, Object> group(FoundVolumeGroup found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", found.metadata().name());
        fields.put("uuid", found.metadata().id().dashed());
        fields.put("seqno", found.metadata().seqno());
        fields.put(
                "physical_volumes",
                found.physicalVolumes().stream().map(ScanDocument::physicalVolume).toList());
        fields.put(
                "logical_volumes",
                found.metadata().reportedLogicalVolumes().stream()
                        .map(volume -> logicalVolume(found.metadata(), volume))
                        .toList());
        return fields;
    }

    private static Map<String, Object> logicalVolume(VolumeGroup group, LogicalVolume volume) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", volume.name());
        fields.put("uuid", volume.id().dashed());
        fields.put("size", group.bytesOf(volume.extentCount()));
        fields.put("visible", volume.isVisible());
        return fields;
    }

    private static Map<String, Object> physicalVolume(FoundPhysicalVolume pv) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("uuid", pv.metadata().id().dashed());
        fields.put("device", pv.device().map(device -> device.path().toString()));
        return fields;
    }

    private static List<Map<String, String>> problems(List<Problem> problems) {
        return problems.stream().map(ScanDocument::problem).toList();
    }

    private static Map<String, String> problem(Problem problem) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        fields.put("message", problem.message());
        return fields;
    }
}
