package org.devio.config;

import java.util.ArrayList;
import java.util.List;
import org.devio.format.LvmFormatException;

/** Reads a regular expression of lvm2's dialect. */
final class RegexParser {
    /** Far more than any path asks for, and little enough to be searched in no time. */
    private static final int LONGEST = 4096;

    private static final int DEEPEST = 100;

    private final String pattern;
    private int at;
    private int depth;

    RegexParser(String pattern) {
        this.pattern = pattern;
    }

    RegexNode parse() throws LvmFormatException {
        if (pattern.length() > LONGEST) {
            throw failure("expression has " + pattern.length() + " characters");
        }
        RegexNode root = choice();
        if (at < pattern.length()) {
            throw failure("unexpected )");
        }
        return root;
    }

    private RegexNode choice() throws LvmFormatException {
        List<RegexNode> ways = new ArrayList<>();
        do {
            ways.add(row());
        } while (skip('|'));
        return ways.size() == 1 ? ways.get(0) : new RegexNode.Choice(ways);
    }

    private RegexNode row() throws LvmFormatException {
        List<RegexNode> parts = new ArrayList<>();
        while (at < pattern.length() && !isAt('|') && !isAt(')')) {
            parts.add(repeated(atom()));
        }
        if (parts.isEmpty()) {
            throw failure("empty expression");
        }
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Row(parts);
    }

    private RegexNode repeated(RegexNode part) {
        boolean isOptional = false;
        boolean isEndless = false;
        while (isAt('*') || isAt('+') || isAt('?')) {
            isOptional |= !isAt('+');
            isEndless |= !isAt('?');
            at++;
        }
        return isOptional || isEndless ? new RegexNode.Repeat(part, isOptional, isEndless) : part;
    }

    private RegexNode atom() throws LvmFormatException {
        char c = pattern.charAt(at);
        if (c == '*' || c == '+' || c == '?') {
            throw failure("nothing before " + c);
        }
        at++;
        return switch (c) {
            case '(' -> group();
            case '[' -> characterClass();
            case '.' -> new RegexNode.Characters("", true);
            case '^' -> single(LvmRegex.START);
            case '$' -> single(LvmRegex.END);
            case '\\' -> single(escaped());
            default -> single(c);
        };
    }

    private RegexNode group() throws LvmFormatException {
        if (++depth > DEEPEST) {
            throw failure("brackets nest deeper than " + DEEPEST);
        }
        RegexNode inside = isAt(')') ? new RegexNode.Row(List.of()) : choice();
        if (!skip(')')) {
            throw failure("missing )");
        }
        depth--;
        return inside;
    }

    private RegexNode characterClass() throws LvmFormatException {
        boolean isNegated = skip('^');
        StringBuilder ranges = new StringBuilder();
        // A bracket that comes first ends the class, other than elsewhere.
        while (!isAt(']')) {
            char low = classCharacter();
            char high = low;
            if (skip('-')) {
                high = classCharacter();
            }
            ranges.append((char) Math.min(low, high)).append((char) Math.max(low, high));
        }
        at++;
        return new RegexNode.Characters(ranges.toString(), isNegated);
    }

    private char classCharacter() throws LvmFormatException {
        if (at == pattern.length()) {
            throw failure("missing ]");
        }
        char c = pattern.charAt(at++);
        return c == '\\' ? escaped() : c;
    }

    private char escaped() throws LvmFormatException {
        if (at == pattern.length()) {
            throw failure("nothing behind \\");
        }
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static RegexNode single(char c) {
        return new RegexNode.Characters("" + c + c, false);
    }

    private boolean isAt(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    private boolean skip(char c) {
        if (!isAt(c)) {
            return false;
        }
        at++;
        return true;
    }

    private LvmFormatException failure(String message) {
        return new LvmFormatException(at, message);
    }
}
