package org.devio.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.devio.format.LvmFormatException;

/**
 * A regular expression of lvm2's dialect: {@code . * + ? | ( ) [ ] ^ $} and a backslash before a
 * character that is to stand for itself. Nothing counts, nothing looks back; a match may lie
 * anywhere in the text.
 *
 * <p>As in lvm2, the start and the end of the text are characters of their own: {@code ^} and
 * {@code $} match them, and so do {@code .} and a negated class, so that {@code loop..} is found in
 * {@code /dev/loop1}.
 *
 * <p>All ways through the expression are followed at once, so a search takes no more than length of
 * pattern times length of text, whatever the pattern.
 */
final class LvmRegex {
    /** One step of the machine; exactly one of its kinds. */
    private record State(Kind kind, RegexNode.Characters characters, int next, int other) {}

    private enum Kind {
        CHARACTER,
        FORK,
        MATCH
    }

    /** Stands before the first character of a text. */
    static final char START = 2;

    /** Stands behind the last character of a text. */
    static final char END = 3;

    private static final int MATCHED = 0;

    private final List<State> states = new ArrayList<>();
    private final int first;

    private LvmRegex(RegexNode root) {
        states.add(new State(Kind.MATCH, null, 0, 0));
        this.first = compile(root, MATCHED);
    }

    /**
     * Reads an expression.
     *
     * @throws LvmFormatException if it breaks the grammar; the offset is an index in the pattern
     */
    static LvmRegex parse(String pattern) throws LvmFormatException {
        return new LvmRegex(new RegexParser(pattern).parse());
    }

    /** Whether a part of the text matches. */
    boolean isFoundIn(String text) {
        String marked = START + text + END;
        int[] seenAt = new int[states.size()];
        Deque<Integer> open = new ArrayDeque<>();
        List<Integer> now = new ArrayList<>();
        List<Integer> then = new ArrayList<>();
        for (int at = 0; at < marked.length(); at++) {
            if (follow(first, at, seenAt, open, now)) {
                return true;
            }
            then.clear();
            for (int index : now) {
                State state = states.get(index);
                if (state.characters().has(marked.charAt(at))
                        && follow(state.next(), at + 1, seenAt, open, then)) {
                    return true;
                }
            }
            List<Integer> reached = then;
            then = now;
            now = reached;
        }
        return false;
    }

    /**
     * Adds to {@code reached} the states that wait for the character at {@code at}, of those that
     * can be had from {@code from} without one.
     *
     * @param seenAt where each state was last followed, plus one
     * @param open empty, and left so unless the end is reached
     * @return whether the end of the expression is among them
     */
    private boolean follow(
            int from, int at, int[] seenAt, Deque<Integer> open, List<Integer> reached) {
        open.push(from);
        while (!open.isEmpty()) {
            int index = open.pop();
            if (seenAt[index] == at + 1) {
                continue;
            }
            seenAt[index] = at + 1;
            State state = states.get(index);
            switch (state.kind()) {
                case MATCH -> {
                    return true;
                }
                case CHARACTER -> reached.add(index);
                case FORK -> {
                    open.push(state.other());
                    open.push(state.next());
                }
            }
        }
        return false;
    }

    /** Adds the states of a node and returns the one that it begins with. */
    private int compile(RegexNode node, int next) {
        if (node instanceof RegexNode.Characters characters) {
            return add(Kind.CHARACTER, characters, next, 0);
        }
        if (node instanceof RegexNode.Row row) {
            int begin = next;
            for (int i = row.parts().size() - 1; i >= 0; i--) {
                begin = compile(row.parts().get(i), begin);
            }
            return begin;
        }
        if (node instanceof RegexNode.Choice choice) {
            int begin = compile(choice.ways().get(0), next);
            for (int i = 1; i < choice.ways().size(); i++) {
                begin = add(Kind.FORK, null, begin, compile(choice.ways().get(i), next));
            }
            return begin;
        }
        RegexNode.Repeat repeat = (RegexNode.Repeat) node;
        if (!repeat.isEndless()) {
            return add(Kind.FORK, null, compile(repeat.part(), next), next);
        }
        int fork = add(Kind.FORK, null, 0, next);
        int body = compile(repeat.part(), fork);
        states.set(fork, new State(Kind.FORK, null, body, next));
        return repeat.isOptional() ? fork : body;
    }

    private int add(Kind kind, RegexNode.Characters characters, int next, int other) {
        states.add(new State(kind, characters, next, other));
        return states.size() - 1;
    }
}
