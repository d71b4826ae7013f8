package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.devio.testing.ChildJvm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IoBufferTest {
    @BeforeAll
    static void load() {
        assertTrue(NativeLibrary.isLoaded(), NativeLibrary.whyNotLoaded().orElse("loaded"));
    }

    @Test
    void directMemoryOfTheCallerIsUsedWhereItIs() {
        ByteBuffer memory = ByteBuffer.allocateDirect(8192).alignedSlice(512);

        IoBuffer buffer = IoBuffer.inPlace(memory);

        assertNotNull(buffer);
        assertSame(memory, buffer.bytes());
        assertEquals(NativeBlockDevice.address(memory) + 512, buffer.address(512, 512));
    }

    @Test
    void memoryOnTheHeapMustBeCopied() {
        assertNull(IoBuffer.inPlace(ByteBuffer.allocate(512)));
        assertThrows(IllegalArgumentException.class, () -> IoBuffer.wrap(ByteBuffer.allocate(512)));
    }

    @Test
    void noAddressIsGivenOutsideTheMemory() {
        IoBuffer buffer = IoBuffer.allocate(4096);

        assertEquals(buffer.address(0, 4096) + 4096, buffer.address(4096, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.address(1, 4096));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.address(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.address(0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.address(1, Integer.MAX_VALUE));
    }

    @Test
    void memoryOfAnArenaMustBeCopiedBecauseItsOwnerMayFreeIt() throws Exception {
        List<String> incubating =
                Runtime.version().feature() < 19
                        ? List.of("--add-modules=jdk.incubator.foreign")
                        : List.of();
        Process child =
                new ProcessBuilder(ChildJvm.command(incubating, Arenas.class, List.of()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, child.waitFor(), said);
        assertFalse(said.contains("in place"), said);
        assertEquals(4, said.split("copied", -1).length - 1, said);
    }

    /** Asks for memory of arenas, by whatever name this Java has them, alive and closed. */
    static final class Arenas {
        public static void main(String[] args) throws Exception {
            if (!NativeLibrary.isLoaded()) {
                throw new AssertionError(NativeLibrary.whyNotLoaded());
            }
            for (String kind : List.of("Confined", "Shared")) {
                AutoCloseable arena;
                ByteBuffer memory;
                if (Runtime.version().feature() < 19) {
                    Class<?> scopes = Class.forName("jdk.incubator.foreign.ResourceScope");
                    Class<?> segments = Class.forName("jdk.incubator.foreign.MemorySegment");
                    arena = (AutoCloseable) scopes.getMethod("new" + kind + "Scope").invoke(null);
                    Method allocate = segments.getMethod("allocateNative", long.class, scopes);
                    memory = bytesOf(segments, allocate.invoke(null, 4096L, arena));
                } else {
                    Class<?> arenas = Class.forName("java.lang.foreign.Arena");
                    Class<?> segments = Class.forName("java.lang.foreign.MemorySegment");
                    arena = (AutoCloseable) arenas.getMethod("of" + kind).invoke(null);
                    Method allocate = arenas.getMethod("allocate", long.class, long.class);
                    memory = bytesOf(segments, allocate.invoke(arena, 4096L, 4096L));
                }
                say(memory.slice(512, 512));
                arena.close();
                say(memory);
            }
        }

        private static ByteBuffer bytesOf(Class<?> segments, Object segment) throws Exception {
            return (ByteBuffer) segments.getMethod("asByteBuffer").invoke(segment);
        }

        private static void say(ByteBuffer memory) {
            System.out.println(IoBuffer.inPlace(memory) == null ? "copied" : "in place");
        }
    }
}
