package org.devio.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An item {@code key { items }}, or a whole text with its items. Same-named items are all kept, in
 * the order of the text; a lookup finds the first, as lvm2 reads metadata.
 *
 * @param key what it is called; empty for a whole text
 * @param items what stands in it
 * @param offset index in the text of its first byte
 * @param end index in the text of the byte behind its last one
 */
public record ConfigSection(String key, List<ConfigNode> items, int offset, int end)
        implements ConfigNode {

    /** Keeps a copy of the items. */
    public ConfigSection {
        items = List.copyOf(items);
    }

    /**
     * Finds a value.
     *
     * @param key what it is called
     * @return the first entry of this key
     */
    public Optional<ConfigEntry> entry(String key) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ConfigEntry entry && entry.key().equals(key)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a section.
     *
     * @param key what it is called
     * @return the first section of this key
     */
    public Optional<ConfigSection> section(String key) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ConfigSection section && section.key().equals(key)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /**
     * Lists the sections in this one.
     *
     * @return in the order of the text
     */
    public List<ConfigSection> sections() {
        List<ConfigSection> sections = new ArrayList<>();
        for (ConfigNode item : items) {
            if (item instanceof ConfigSection section) {
                sections.add(section);
            }
        }
        return List.copyOf(sections);
    }
}
