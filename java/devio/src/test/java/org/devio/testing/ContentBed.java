package org.devio.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Disks with logical volumes of every type, and what the kernel gave for their contents, unpacked
 * when first asked for.
 */
public final class ContentBed {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ARCHIVE = MODULE.resolve("../../test-images/content.tar.xz");
    private static final Path UNPACKED = MODULE.resolve("../../target/content").normalize();

    private ContentBed() {}

    /** A run of bytes of a volume; the digest is empty if the kernel could not read it. */
    public record Run(long offset, long length, String sha256) {}

    /**
     * What the kernel served of one volume with some of the disks missing.
     *
     * @param volume {@code vg/lv}
     * @param size bytes; -1 if it was not active
     * @param sha256 of all its bytes; empty if there is none
     * @param missing names of the disks that were not there, such as {@code d2}
     * @param expect content, partial, subset, either, ranges or refuse
     * @param runs of a partial one
     * @param minBlocks of a subset: how many blocks of 4096 bytes are to be read at least
     */
    public record Item(
            String volume,
            long size,
            String sha256,
            Set<String> missing,
            String expect,
            List<Run> runs,
            long minBlocks) {}

    /**
     * Some disks and what is on them.
     *
     * @param folder holds the images
     * @param items in the order of the file
     */
    public record Case(Path folder, List<Item> items) {
        /** What it is called. */
        public String name() {
            return folder.getFileName().toString();
        }

        /** Names of its disks, such as {@code d1}. */
        public List<String> disks() {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".img"))
                        .map(file -> file.substring(0, file.length() - ".img".length()))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Images of its disks but for these. */
        public List<Path> images(Set<String> missing) {
            return disks().stream()
                    .filter(disk -> !missing.contains(disk))
                    .map(disk -> folder.resolve(disk + ".img"))
                    .toList();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** All cases, by name. */
    public static synchronized List<Case> cases() {
        unpack();
        try (Stream<Path> folders = Files.list(UNPACKED)) {
            return folders.filter(Files::isDirectory).sorted().map(ContentBed::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The case of this name. */
    public static Case named(String name) {
        return cases().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static Case read(Path folder) {
        try {
            JsonObject json =
                    JsonParser.parseString(Files.readString(folder.resolve("content.json")))
                            .getAsJsonObject();
            List<Item> items = new ArrayList<>();
            json.getAsJsonArray("items").forEach(one -> items.add(item(one.getAsJsonObject())));
            return new Case(folder, items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Item item(JsonObject json) {
        Set<String> missing = new TreeSet<>();
        json.getAsJsonArray("missing_pvs").forEach(disk -> missing.add(disk.getAsString()));
        List<Run> runs = new ArrayList<>();
        JsonArray written = json.getAsJsonArray(json.has("runs") ? "runs" : "ranges");
        for (JsonElement run : written == null ? new JsonArray() : written) {
            JsonObject one = run.getAsJsonObject();
            runs.add(
                    new Run(
                            one.get("offset").getAsLong(),
                            one.get("length").getAsLong(),
                            text(one, "sha256")));
        }
        return new Item(
                text(json, "vg") + "/" + text(json, "lv"),
                json.has("size") ? json.get("size").getAsLong() : -1,
                text(json, "sha256"),
                missing,
                text(json, "expect"),
                runs,
                json.has("min_blocks") ? json.get("min_blocks").getAsLong() : 0);
    }

    private static String text(JsonObject json, String key) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.get(key).getAsString() : "";
    }

    private static void unpack() {
        try {
            if (Files.exists(UNPACKED)
                    && Files.getLastModifiedTime(UNPACKED)
                            .equals(Files.getLastModifiedTime(ARCHIVE))) {
                return;
            }
            Files.createDirectories(UNPACKED);
            String[] tar = {"tar", "-xSJmf", ARCHIVE.toString(), "-C", UNPACKED.toString()};
            int status = new ProcessBuilder(tar).inheritIO().start().waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", tar) + " failed with " + status);
            }
            Files.setLastModifiedTime(UNPACKED, Files.getLastModifiedTime(ARCHIVE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
