package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LvmNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"vg {", "vg{", "vg\n{", "vg\0", "vg", "vg\t# {"})
    void nameEndsBeforeSpaceBraceOrNul(String text) {
        assertEquals(Optional.of("vg"), LvmName.probe(ByteBuffer.wrap(Bytes.ascii(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " vg {", "{", "-vg {", ". {", ".. {", "v/g {", "v\u007fg {"})
    void whatIsNoNameIsNotFound(String text) {
        assertEquals(Optional.empty(), LvmName.probe(ByteBuffer.wrap(Bytes.ascii(text))));
    }

    @Test
    void nameOf127CharactersIsTheLongest() {
        String longest = "a".repeat(127);

        assertEquals(
                Optional.of(longest), LvmName.probe(ByteBuffer.wrap(Bytes.ascii(longest + " {"))));
        assertEquals(
                Optional.empty(), LvmName.probe(ByteBuffer.wrap(Bytes.ascii(longest + "a {"))));
    }
}
