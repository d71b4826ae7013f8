package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;

class PoolLabelTest {
    @Test
    void labelIsRead() throws LvmFormatException {
        assertEquals(
                Optional.of(
                        new PoolLabel(
                                0x1122334455667788L, "pool0", 0x040103, 2, 1, 3, 2, 7, 65536, 128)),
                PoolLabel.find(disk()));
    }

    @Test
    void otherMagicAndVersionAreNoPool() throws LvmFormatException {
        assertEquals(Optional.empty(), PoolLabel.find(disk().putInt(4, 0)));
        assertEquals(Optional.empty(), PoolLabel.find(disk().putInt(272, 0x040200)));
        assertEquals(Optional.empty(), PoolLabel.find(disk().limit(511)));
    }

    @Test
    void impossibleNumbersAndNamesAreRefused() {
        assertEquals("byte 280: pool label is of subpool 2 of 2", refused(disk().putInt(280, 2)));
        assertEquals("byte 288: pool label is of device 3 of 3", refused(disk().putInt(288, 3)));
        assertEquals("byte 16: not the name of a pool: ", refused(disk().put(16, (byte) 0)));
        assertEquals(
                "byte 296: pool label is of 18446744073709551615 sectors",
                refused(disk().putLong(296, -1)));
    }

    static ByteBuffer disk() {
        ByteBuffer bytes = SignatureImages.image("pool").read(0, PoolLabel.SCAN_BYTES);
        return Bytes.zeros(512).put(0, bytes, 0, 512).order(ByteOrder.BIG_ENDIAN);
    }

    private static String refused(ByteBuffer disk) {
        return assertThrows(LvmFormatException.class, () -> PoolLabel.find(disk)).getMessage();
    }
}
