package org.devio.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some disks made by lvm2, and what lvm2 says of them.
 *
 * @param folder holds the images and lvm2's reports
 */
public record CorpusCase(Path folder) {
    /** Where the PV of the partitioned disk begins. */
    private static final long PARTITION_OFFSET = 2L << 20;

    /** What the case is called, e.g. {@code vg-wrap}. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** The images in the order of {@code @d1@, @d2@, ...} in the reports. */
    public Map<String, Path> disks() {
        Map<String, Path> disks = new LinkedHashMap<>();
        for (String line : lines("manifest")) {
            String image = line.substring(0, line.indexOf(' '));
            disks.put("@" + image.replace(".img", "") + "@", folder.resolve(image));
        }
        return disks;
    }

    /** Where in each image the device begins that lvm2 was shown. */
    public long deviceOffset() {
        return name().equals("part-gpt") ? PARTITION_OFFSET : 0;
    }

    /** Physical volumes, as {@code pvs -a -o+all} reports them. */
    public List<Map<String, String>> pvs() {
        return rows("pvs", "pv");
    }

    /** Volume groups, as {@code vgs -a -o+all} reports them. */
    public List<Map<String, String>> vgs() {
        return rows("vgs", "vg");
    }

    /** Logical volumes, as {@code lvs -a -o+all} reports them. */
    public List<Map<String, String>> lvs() {
        return rows("lvs", "lv");
    }

    /** Runs of extents, as {@code pvs --segments} reports them. */
    public List<Map<String, String>> pvSegments() {
        return rows("segs", "pvseg");
    }

    /** What {@code pvs} said on standard error. */
    public List<String> warnings() {
        return Files.exists(folder.resolve("pvs.err")) ? lines("pvs.err") : List.of();
    }

    @Override
    public String toString() {
        return name();
    }

    /** Lines of a file of the case. */
    public List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Map<String, String>> rows(String report, String element) {
        String json = String.join("\n", lines(report + ".json"));
        JsonArray rows =
                JsonParser.parseString(json)
                        .getAsJsonObject()
                        .getAsJsonArray("report")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray(element);
        List<Map<String, String>> values = new ArrayList<>();
        rows.forEach(row -> values.add(fields(row.getAsJsonObject())));
        return values;
    }

    private static Map<String, String> fields(JsonObject row) {
        Map<String, String> fields = new LinkedHashMap<>();
        row.entrySet().forEach(field -> fields.put(field.getKey(), field.getValue().getAsString()));
        return fields;
    }
}
