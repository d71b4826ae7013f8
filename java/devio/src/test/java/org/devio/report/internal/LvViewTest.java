package org.devio.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.devio.format.LvmFormatException;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.testing.Corpus;
import org.devio.testing.CorpusCase;
import org.devio.testing.DiskImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we make of the metadata of a volume is what lvm2 reports of it. */
class LvViewTest {
    private static final List<String> KEYS =
            List.of(
                    "lv_name",
                    "lv_attr",
                    "lv_path",
                    "lv_dm_path",
                    "lv_layout",
                    "lv_role",
                    "lv_parent",
                    "origin",
                    "origin_uuid",
                    "origin_size",
                    "pool_lv",
                    "pool_lv_uuid",
                    "data_lv",
                    "data_lv_uuid",
                    "metadata_lv",
                    "metadata_lv_uuid",
                    "lv_metadata_size",
                    "mirror_log",
                    "lv_ancestors",
                    "lv_descendants",
                    "lv_full_ancestors",
                    "lv_full_descendants",
                    "lv_modules",
                    "lv_merging");

    static List<CorpusCase> cases() {
        return Corpus.cases();
    }

    @ParameterizedTest
    @ValueSource(strings = {"every", "odd", "vdo"})
    void fieldsOfEveryTypeAreThoseOfLvm2(String name) throws Exception {
        VolumeGroup group = VolumeGroup.parse(Files.readAllBytes(Corpus.everyType(name + ".disk")));
        List<Map<String, String>> rows = rows(name);

        assertEquals(rows.size(), group.reportedLogicalVolumes().size());
        assertEquals(lvm2(rows), ours(List.of(group), PhysicalVolume::isMissing));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fieldsOfTheCorpusAreThoseOfLvm2(CorpusCase one) {
        Map<String, VolumeGroup> newest = new TreeMap<>();
        List<String> here = new ArrayList<>();
        for (var disk : one.disks().values()) {
            DiskImage image = new DiskImage(disk, one.deviceOffset());
            image.label().label().ifPresent(label -> here.add(label.pvUuid().dashed()));
            for (VolumeGroup group : image.volumeGroups()) {
                newest.merge(group.id().dashed(), group, (a, b) -> a.seqno() >= b.seqno() ? a : b);
            }
        }

        assertEquals(
                lvm2(one.lvs()),
                ours(
                        newest.values().stream().filter(group -> !group.isExported()).toList(),
                        pv -> !here.contains(pv.id().dashed())));
    }

    @Test
    void snapshotsOfEachOtherAreRefused() throws Exception {
        String text = Files.readString(Corpus.everyType("every.disk"));
        String circle =
                text.replace("origin = \"mo\"\nmerging_store = \"ms\"", "origin = \"sn\"\n")
                        .replace(
                                "chunk_size = 16\norigin = \"sn\"\n",
                                "chunk_size = 16\norigin = \"sn\"\ncow_store = \"so\"\n");

        String message =
                assertThrows(
                                LvmFormatException.class,
                                () -> VolumeGroup.parse(circle.getBytes(StandardCharsets.UTF_8)))
                        .getMessage();

        assertTrue(message.contains("in a circle: "), message);
    }

    private static Map<String, Map<String, String>> ours(
            List<VolumeGroup> groups, Predicate<PhysicalVolume> isMissing) {
        Map<String, Map<String, String>> ours = new TreeMap<>();
        for (VolumeGroup group : groups) {
            for (LvView view : LvRelations.of(group, isMissing).views()) {
                ours.put(view.volume().id().dashed(), fields(group, view));
            }
        }
        return ours;
    }

    private static Map<String, String> fields(VolumeGroup group, LvView view) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("lv_name", view.name());
        fields.put("lv_attr", view.attributes());
        fields.put("lv_path", view.path().orElse(""));
        fields.put("lv_dm_path", view.deviceMapperPath());
        fields.put("lv_layout", String.join(",", view.layoutWords()));
        fields.put("lv_role", String.join(",", view.roleWords()));
        fields.put("lv_parent", name(view.parent()));
        fields.put("origin", name(view.origin()));
        fields.put("origin_uuid", uuid(view.origin()));
        fields.put("origin_size", bytes(group, view.originExtents()));
        fields.put("pool_lv", name(view.pool()));
        fields.put("pool_lv_uuid", uuid(view.pool()));
        fields.put("data_lv", name(view.poolData()));
        fields.put("data_lv_uuid", uuid(view.poolData()));
        fields.put("metadata_lv", name(view.poolMetadata()));
        fields.put("metadata_lv_uuid", uuid(view.poolMetadata()));
        fields.put("lv_metadata_size", number(view.metadataBytes()));
        fields.put("mirror_log", name(view.mirrorLog()));
        fields.put("lv_ancestors", String.join(",", view.ancestors()));
        fields.put("lv_descendants", String.join(",", view.descendants()));
        fields.put("lv_full_ancestors", String.join(",", view.ancestors()));
        fields.put("lv_full_descendants", String.join(",", view.descendants()));
        fields.put("lv_modules", String.join(",", view.modules()));
        fields.put("lv_merging", view.isMerging() ? "merging" : "");
        return fields;
    }

    private static Map<String, Map<String, String>> lvm2(List<Map<String, String>> rows) {
        Map<String, Map<String, String>> theirs = new TreeMap<>();
        for (Map<String, String> row : rows) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String key : KEYS) {
                fields.put(key, row.get(key));
            }
            theirs.put(row.get("lv_uuid"), fields);
        }
        return theirs;
    }

    private static String name(Optional<LvView> view) {
        return view.map(LvView::name).orElse("");
    }

    private static String uuid(Optional<LvView> view) {
        return view.map(found -> found.volume().id().dashed()).orElse("");
    }

    private static String bytes(VolumeGroup group, OptionalLong extents) {
        return extents.isPresent() ? "" + group.bytesOf(extents.getAsLong()) : "";
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? "" + number.getAsLong() : "";
    }

    private static List<Map<String, String>> rows(String name) throws IOException {
        String json = Files.readString(Corpus.everyType(name + ".lvs.json"));
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonElement row :
                JsonParser.parseString(json)
                        .getAsJsonObject()
                        .getAsJsonArray("report")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("lv")) {
            Map<String, String> fields = new LinkedHashMap<>();
            JsonObject object = row.getAsJsonObject();
            object.entrySet().forEach(e -> fields.put(e.getKey(), e.getValue().getAsString()));
            rows.add(fields);
        }
        return rows;
    }
}
