package org.devio.config;

/**
 * An item {@code key = value}.
 *
 * @param key what it is called
 * @param value what it is set to
 * @param offset index in the text of its first byte
 * @param end index in the text of the byte behind its last one
 */
public record ConfigEntry(String key, ConfigValue value, int offset, int end)
        implements ConfigNode {}
