package org.devio.config;

import java.util.List;

/** What an entry is set to: one scalar, or a list of scalars in brackets. */
public sealed interface ConfigValue {
    /**
     * A whole number.
     *
     * @param number 64 bits with sign
     */
    record Whole(long number) implements ConfigValue {}

    /**
     * A number with a point.
     *
     * @param number never infinite or NaN
     */
    record Real(double number) implements ConfigValue {}

    /**
     * A string, quoted or bare.
     *
     * @param text without quotes and escapes; decoded as UTF-8, or as ISO 8859-1 where the bytes
     *     are not UTF-8
     */
    record Text(String text) implements ConfigValue {}

    /**
     * Scalars in brackets.
     *
     * @param elements may be empty; none is itself a list
     */
    record Array(List<ConfigValue> elements) implements ConfigValue {
        /** Keeps a copy of the elements. */
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /**
     * The scalars of this value, whether or not it stands in brackets. lvm2 takes a lone scalar
     * wherever it takes a list.
     *
     * @return one scalar, or as many as stand in the brackets
     */
    default List<ConfigValue> scalars() {
        return this instanceof Array array ? array.elements() : List.of(this);
    }
}
