package org.devio.config;

/** One item of a configuration text: {@code key = value} or {@code key { items }}. */
public sealed interface ConfigNode permits ConfigEntry, ConfigSection {
    /**
     * What the item is called.
     *
     * @return never empty, save for the section that is the whole text
     */
    String key();

    /**
     * Where the item begins.
     *
     * @return index in the text of the first byte of its key
     */
    int offset();

    /**
     * Where the item ends.
     *
     * @return index in the text of the byte behind its last one; a comment there is not part of it
     */
    int end();
}
