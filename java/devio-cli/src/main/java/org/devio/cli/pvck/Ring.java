package org.devio.cli.pvck;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.devio.format.ConfigParser;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;

/** The circular buffer of texts in a metadata area, read bit by bit: it may be large. */
final class Ring {
    private static final int SECTOR_BYTES = 512;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int STEP_BYTES = 1 << 16;

    private final Device device;
    private final long start;
    private final long end;

    /**
     * The ring of an area, as far as the device reaches.
     *
     * @param area the metadata area with its header
     */
    Ring(Device device, DiskArea area) {
        this.device = device;
        boolean isBeyond = area.offset() < 0 || area.offset() >= device.size();
        long begin = isBeyond ? device.size() : area.offset();
        long room = device.size() - begin;
        long length = area.size() < 0 || area.size() > room ? room : area.size();
        this.start = begin + Math.min(length, RawMdaHeader.BYTES);
        this.end = begin + length;
    }

    /** Shows every text that begins in the ring, old ones too, in the order of their places. */
    void list(Findings findings) throws DeviceIoException {
        for (long at = start; at < end; at += CHUNK_BYTES) {
            int length = (int) Math.min(CHUNK_BYTES, end - at);
            byte[] chunk = read(at, length);
            for (int sector = 0; sector < length; sector += SECTOR_BYTES) {
                Optional<VgText> head = VgText.of(chunk, sector);
                if (head.isPresent()) {
                    show(head.get(), at + sector, findings);
                }
            }
        }
    }

    private void show(VgText head, long at, Findings findings) throws DeviceIoException {
        byte[] text = textAt(at);
        findings.line(
                "metadata at %d length %d crc %08x vg %s seqno %s id %s",
                at,
                text.length,
                LvmCrc.of(ByteBuffer.wrap(text), 0, text.length),
                head.vgName(),
                head.seqno(),
                head.id());
    }

    /** Reads from here to the NUL that ends a text, once around at most. */
    private byte[] textAt(long at) throws DeviceIoException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long most = Math.min(end - start, ConfigParser.MAX_BYTES);
        long next = at;
        while (text.size() < most) {
            int length = (int) Math.min(STEP_BYTES, Math.min(end - next, most - text.size()));
            for (byte one : read(next, length)) {
                text.write(one);
                if (one == 0) {
                    return text.toByteArray();
                }
            }
            next = next + length == end ? start : next + length;
        }
        return text.toByteArray();
    }

    private byte[] read(long at, int length) throws DeviceIoException {
        byte[] bytes = new byte[length];
        device.read(at, length, IoCategory.MDA_CONTENT).get(0, bytes);
        return bytes;
    }
}
