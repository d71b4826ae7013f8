package org.devio.io;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Tells memory that lives as long as somebody refers to it from memory that its arena may free at
 * any time. The kernel gets the address of the former alone. Works without linking to a JDK that
 * has arenas.
 */
final class CallerMemory {
    /** Sessions of the JDK that nobody can close; one of a name that is new here may be closed. */
    private static final Set<String> NEVER_CLOSED =
            Set.of(
                    "jdk.internal.foreign.GlobalSession",
                    "jdk.internal.foreign.GlobalSession$HeapSession",
                    "jdk.internal.foreign.ImplicitSession");

    static final boolean HAS_ARENAS = isThere("java.lang.foreign.MemorySegment");

    /** The incubator's scopes are not looked at: all memory counts as theirs. */
    private static final boolean MAY_HAVE_SCOPES =
            ModuleLayer.boot().findModule("jdk.incubator.foreign").isPresent();

    private static final Method OF_BUFFER = method("ofBuffer", java.nio.Buffer.class);
    private static final Method SCOPE = method("scope");

    private CallerMemory() {}

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Method method(String name, Class<?>... parameters) {
        try {
            return Class.forName("java.lang.foreign.MemorySegment", false, null)
                    .getMethod(name, parameters);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether direct memory lives for as long as the buffer is reachable, whoever else has it. */
    static boolean isKeptBy(ByteBuffer direct) {
        if (!HAS_ARENAS) {
            return !MAY_HAVE_SCOPES;
        }
        if (OF_BUFFER == null || SCOPE == null) {
            return false;
        }
        try {
            Object scope = SCOPE.invoke(OF_BUFFER.invoke(null, direct));
            return NEVER_CLOSED.contains(scope.getClass().getName());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
