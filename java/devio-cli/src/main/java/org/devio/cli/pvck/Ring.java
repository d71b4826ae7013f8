package org.devio.cli.pvck;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;
import org.devio.format.MdaHeader;
import org.devio.format.Sector;
import org.devio.format.TextLocation;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;

/** The circular buffer of texts in a metadata area, read bit by bit: it may be large. */
final class Ring {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int STEP_BYTES = 1 << 16;

    private static final byte[] SEPARATOR = "\n--\n".getBytes(StandardCharsets.US_ASCII);

    private final Device device;
    private final long start;
    private final long end;
    private final OptionalLong wanted;
    private final Optional<ByteArrayOutputStream> texts;

    /**
     * The ring of an area, as far as the device reaches.
     *
     * @param area the metadata area with its header
     * @param wanted where on the device the only text begins that is wanted
     * @param texts takes whole texts
     */
    Ring(Device device, DiskArea area, OptionalLong wanted, Optional<ByteArrayOutputStream> texts) {
        this.device = device;
        this.wanted = wanted;
        this.texts = texts;
        boolean isBeyond = area.offset() < 0 || area.offset() >= device.size();
        long begin = isBeyond ? device.size() : area.offset();
        long room = device.size() - begin;
        long length = area.size() < 0 || area.size() > room ? room : area.size();
        this.start = begin + Math.min(length, MdaHeader.BYTES);
        this.end = begin + length;
    }

    /** Shows every text that begins in the ring, old ones too, in the order of their places. */
    void list(Findings findings) throws DeviceIoException {
        for (long at = start; at < end; at += CHUNK_BYTES) {
            int length = (int) Math.min(CHUNK_BYTES, end - at);
            byte[] chunk = read(at, length);
            for (int sector = 0; sector < length; sector += Sector.BYTES) {
                Optional<VgText> head = VgText.of(chunk, sector);
                if (head.isPresent() && isWanted(at + sector)) {
                    show(head.get(), at + sector, findings);
                }
            }
        }
    }

    private boolean isWanted(long at) {
        return wanted.isEmpty() || wanted.getAsLong() == at;
    }

    private void show(VgText head, long at, Findings findings) throws DeviceIoException {
        Optional<byte[]> found = textAt(at);
        if (found.isEmpty()) {
            return;
        }
        byte[] text = found.get();
        findings.line(
                "metadata at %d length %d crc %08x vg %s seqno %s id %s",
                at,
                text.length,
                LvmCrc.of(ByteBuffer.wrap(text), 0, text.length),
                head.vgName(),
                head.seqno(),
                head.id());
        texts.ifPresent(all -> keep(text, all));
    }

    /** Without the NUL that ends it, and parted from the one before as lvm2 parts them. */
    private static void keep(byte[] text, ByteArrayOutputStream all) {
        all.writeBytes(all.size() == 0 ? new byte[0] : SEPARATOR);
        all.write(text, 0, text.length - 1);
    }

    /** Reads from here to the NUL that ends a text; empty if another text begins before. */
    private Optional<byte[]> textAt(long at) throws DeviceIoException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long most = Math.min(end - start, TextLocation.MAX_BYTES);
        long next = at;
        while (text.size() < most) {
            int length = (int) Math.min(STEP_BYTES, Math.min(end - next, most - text.size()));
            for (byte one : read(next, length)) {
                text.write(one);
                if (one == 0) {
                    return Optional.of(text.toByteArray());
                }
            }
            next += length;
            if (next == end) {
                next = start;
                byte[] head = read(start, (int) Math.min(VgText.HEAD_BYTES, end - start));
                if (VgText.of(head, 0).isPresent()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private byte[] read(long at, int length) throws DeviceIoException {
        byte[] bytes = new byte[length];
        device.read(at, length, IoCategory.MDA_CONTENT).get(0, bytes);
        return bytes;
    }
}
