package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LvmUuidTest {
    private static final String COMPACT = "PV0aaaBBBBccccDDDDeeeeFFFFgggg00";
    private static final String DASHED = "PV0aaa-BBBB-cccc-DDDD-eeee-FFFF-gggg00";

    @Test
    void bothFormsAreOneUuid() throws LvmFormatException {
        LvmUuid dashed = LvmUuid.parse(DASHED);
        LvmUuid compact = LvmUuid.parse(COMPACT);

        assertEquals(dashed, compact);
        assertEquals(dashed.hashCode(), compact.hashCode());
        assertEquals(COMPACT, dashed.compact());
        assertEquals(DASHED, compact.dashed());
        assertEquals(DASHED, compact.toString());
    }

    @Test
    void allSixtyFourCharactersAreGood() throws LvmFormatException {
        String digitsAndSmall = "0123456789abcdefghijklmnopqrstuv";
        String rest = "wxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#";

        assertEquals(digitsAndSmall, LvmUuid.parse(digitsAndSmall).compact());
        assertEquals(rest, LvmUuid.parse(rest).compact());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0 characters",
        "PV0aaaBBBBccccDDDDeeeeFFFFgggg0, 0, 31 characters",
        "PV0aaaB-BBB-cccc-DDDD-eeee-FFFF-gggg00, 6, dash",
        "PV0aaa-BBBB-cccc-DDDD-eeee-FFFF-ggg-00, 35, alphabet",
        "PV0aaaBBBBccccDDDDeeeeFFFFgggg_0, 30, alphabet",
    })
    void anythingElseIsRefusedWithItsPlace(String text, long offset, String word) {
        LvmFormatException e = assertThrows(LvmFormatException.class, () -> LvmUuid.parse(text));

        assertEquals(offset, e.offset());
        assertTrue(e.getMessage().contains(word), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LvmUuid(text));
    }
}
