package org.devio.config;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.format.LvmFormatException;
import org.devio.format.TextLocation;

/**
 * Reads the text format of LVM's metadata and configuration.
 *
 * <p>A text is a row of items, {@code key = value} or {@code key { items }}, up to its end or its
 * first NUL; {@code #} begins a comment. Where lvm2 is careless this reader refuses: strings
 * without an end, numbers without digits, octal numbers with an 8 or 9.
 */
public final class ConfigParser {
    /** How deep sections may nest. lvm2's own metadata goes five deep. */
    public static final int MAX_DEPTH = 100;

    /** The longest text that is read, in bytes, of settings as of metadata. */
    public static final int MAX_BYTES = TextLocation.MAX_BYTES;

    /**
     * How many keys and list elements one text may hold. Real texts of {@link #MAX_BYTES} have
     * fewer; denser ones are made to eat memory.
     */
    public static final int MAX_ITEMS = 1_500_000;

    private final ConfigScanner scanner;

    /** Items of the sections that are still open, those of the innermost on top. */
    private final List<ConfigNode> openItems = new ArrayList<>();

    /** Elements of the list that is being read. */
    private final List<ConfigValue> elements = new ArrayList<>();

    private int itemCount;

    private ConfigParser(ConfigScanner scanner) {
        this.scanner = scanner;
    }

    /**
     * Reads a whole text.
     *
     * @param text all of it; not kept, not changed
     * @return a section without key that holds the items of the text
     * @throws LvmFormatException if the text breaks the grammar or one of the limits above
     */
    public static ConfigSection parse(byte[] text) throws LvmFormatException {
        if (text.length > MAX_BYTES) {
            throw new LvmFormatException(
                    0, "text has " + text.length + " bytes, more than the " + MAX_BYTES + " read");
        }
        ConfigScanner scanner = new ConfigScanner(text);
        List<ConfigNode> items = new ConfigParser(scanner).items(0);
        if (!scanner.atEnd()) {
            throw scanner.failure("unexpected }");
        }
        return new ConfigSection("", items, 0, scanner.offset());
    }

    /**
     * Reads a whole text.
     *
     * @param text all of it, from index 0 to the limit
     * @return a section without key that holds the items of the text
     * @throws LvmFormatException as {@link #parse(byte[])}
     */
    public static ConfigSection parse(ByteBuffer text) throws LvmFormatException {
        byte[] bytes = new byte[text.limit()];
        text.get(0, bytes);
        return parse(bytes);
    }

    /**
     * Reads a comment, which parsing leaves out.
     *
     * @param text all of it
     * @param from index where the comment begins, or white space before it on the same line
     * @return what stands behind the {@code #} and one space, up to the end of the line; empty if
     *     there is no comment
     */
    public static Optional<String> commentAt(byte[] text, int from) {
        return ConfigScanner.commentAt(text, from);
    }

    /** Reads items up to the brace or the end that stops them, and leaves that unread. */
    private List<ConfigNode> items(int depth) throws LvmFormatException {
        int first = openItems.size();
        scanner.skipSpace();
        while (!scanner.atEnd() && !scanner.isAt('}')) {
            openItems.add(item(depth));
            scanner.skipSpace();
        }
        List<ConfigNode> own = openItems.subList(first, openItems.size());
        List<ConfigNode> items = List.copyOf(own);
        own.clear();
        return items;
    }

    private ConfigNode item(int depth) throws LvmFormatException {
        int offset = scanner.offset();
        String key = scanner.key();
        count();
        return key.indexOf('/') < 0 ? item(key, offset, depth) : itemAtPath(key, offset, depth);
    }

    /** Reads what follows a key. */
    private ConfigNode item(String key, int offset, int depth) throws LvmFormatException {
        scanner.skipSpace();
        if (scanner.skip('=')) {
            scanner.skipSpace();
            ConfigValue value = scanner.skip('[') ? array() : scanner.scalar();
            return new ConfigEntry(key, value, offset, scanner.offset());
        }
        if (!scanner.skip('{')) {
            throw scanner.failure("expected = or { after a key");
        }
        demandDepth(depth + 1);
        List<ConfigNode> items = items(depth + 1);
        if (!scanner.skip('}')) {
            throw scanner.failure("section " + key + " has no end");
        }
        return new ConfigSection(key, items, offset, scanner.offset());
    }

    /** {@code a/b = 1} is short for {@code a { b = 1 }}. */
    private ConfigNode itemAtPath(String path, int offset, int depth) throws LvmFormatException {
        List<String> keys = new ArrayList<>();
        for (int from = 0; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to > from) {
                keys.add(path.substring(from, to));
                demandDepth(depth + keys.size() - 1);
            }
            from = to + 1;
        }
        if (keys.isEmpty()) {
            throw scanner.failure("empty key");
        }
        int last = keys.size() - 1;
        ConfigNode node = item(keys.get(last), offset, depth + last);
        for (int i = last - 1; i >= 0; i--) {
            node = new ConfigSection(keys.get(i), List.of(node), offset, node.end());
        }
        return node;
    }

    private ConfigValue array() throws LvmFormatException {
        elements.clear();
        scanner.skipSpace();
        while (!scanner.skip(']')) {
            elements.add(scanner.scalar());
            count();
            scanner.skipSpace();
            boolean comma = scanner.skip(',');
            scanner.skipSpace();
            if (!comma && !scanner.isAt(']') && !scanner.isAtQuote()) {
                throw scanner.failure("expected , or ] in a list");
            }
        }
        return new ConfigValue.Array(elements);
    }

    private void count() throws LvmFormatException {
        if (++itemCount > MAX_ITEMS) {
            throw scanner.failure("more than " + MAX_ITEMS + " items");
        }
    }

    private void demandDepth(int depth) throws LvmFormatException {
        if (depth > MAX_DEPTH) {
            throw scanner.failure("sections nest deeper than " + MAX_DEPTH);
        }
    }
}
