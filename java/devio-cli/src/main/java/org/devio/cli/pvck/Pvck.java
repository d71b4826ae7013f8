package org.devio.cli.pvck;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;
import org.devio.format.MdaHeader;
import org.devio.format.TextLocation;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;

/** Dumps one physical volume. */
public final class Pvck {
    /** Where lvm2 puts the first metadata area unless told otherwise. */
    private static final DiskArea USUAL_AREA = new DiskArea(4096, 1020 << 10);

    /** How much room lvm2 leaves at the end of a device for a second area. */
    private static final long USUAL_SECOND_BYTES = 1 << 20;

    private final Device device;
    private final PrintStream out;
    private final PvckOptions options;
    private final Optional<ByteArrayOutputStream> texts;

    /** What to show. */
    public enum Dump {
        /** Every field of label and metadata headers. */
        HEADERS,
        /** The metadata text in force of an area. */
        METADATA,
        /** Every metadata text in an area, old ones too. */
        METADATA_ALL,
        /** The same, also where label and header are destroyed. */
        METADATA_SEARCH
    }

    /**
     * A dump of a device, which stays the caller's to close.
     *
     * @param texts takes whole metadata texts, which otherwise go to {@code out} or are only listed
     */
    public Pvck(
            Device device,
            PrintStream out,
            PvckOptions options,
            Optional<ByteArrayOutputStream> texts) {
        this.device = device;
        this.out = out;
        this.options = options;
        this.texts = texts;
    }

    /**
     * Shows it.
     *
     * @return whether nothing was wrong
     * @throws DeviceIoException if the device cannot be read
     */
    public boolean show() throws DeviceIoException {
        Findings findings = new Findings(out, options.dump() == Dump.HEADERS);
        int sector = options.labelSector();
        long at = (long) sector * RawLabel.BYTES;
        ByteBuffer bytes = device.read(at, RawLabel.BYTES, IoCategory.LABEL);
        List<DiskArea> areas = new RawLabel(bytes, sector, findings).metadataAreas();
        if (options.dump() == Dump.METADATA_SEARCH) {
            search(areas, findings);
        } else if (areas.isEmpty()) {
            findings.line("zero metadata copies");
        } else if (options.dump() == Dump.HEADERS) {
            showHeaders(areas, findings);
        } else if (areas.size() < options.areaNumber()) {
            findings.bad("second mda not found");
        } else {
            showOne(areas.get(options.areaNumber() - 1), findings);
        }
        return !findings.isBad();
    }

    private void search(List<DiskArea> areas, Findings findings) throws DeviceIoException {
        DiskArea area = searchedArea(areas, findings);
        findings.line(
                "Searching for metadata at offset %s size %s",
                Long.toUnsignedString(area.offset()), Long.toUnsignedString(area.size()));
        list(area, findings);
    }

    private DiskArea searchedArea(List<DiskArea> areas, Findings findings) {
        if (options.searchedArea().isPresent()) {
            return options.searchedArea().get();
        }
        if (areas.size() >= options.areaNumber()) {
            return areas.get(options.areaNumber() - 1);
        }
        DiskArea area = USUAL_AREA;
        if (options.areaNumber() == 1) {
            findings.line(
                    "Using common defaults for first mda: offset %d size %d.",
                    area.offset(), area.size());
        } else {
            area = new DiskArea(device.size() - USUAL_SECOND_BYTES, USUAL_SECOND_BYTES);
            findings.line(
                    "Using defaults for second mda: offset %d size %d.",
                    area.offset(), area.size());
        }
        findings.line("Override defaults with --settings \"mda_offset=<bytes> mda_size=<bytes>\"");
        return area;
    }

    private void list(DiskArea area, Findings findings) throws DeviceIoException {
        new Ring(device, area, options.textOffset(), texts).list(findings);
    }

    private void showOne(DiskArea area, Findings findings) throws DeviceIoException {
        Optional<RawMdaHeader> header = header(area, options.areaNumber(), findings);
        if (header.isEmpty() || !header.get().isInUse()) {
            return;
        }
        if (options.dump() == Dump.METADATA_ALL) {
            list(area, findings);
        } else {
            showText(header.get(), area, findings, true);
        }
    }

    private void showHeaders(List<DiskArea> areas, Findings findings) throws DeviceIoException {
        Set<Integer> checksums = new HashSet<>();
        for (int i = 0; i < areas.size(); i++) {
            Optional<RawMdaHeader> header = header(areas.get(i), i + 1, findings);
            if (header.isPresent()) {
                showText(header.get(), areas.get(i), findings, false);
                checksums.add(header.get().checksum());
            }
        }
        if (checksums.size() > 1) {
            findings.bad("mdas have different raw_locn[0].checksum values");
        }
    }

    /** Empty if it does not lie on the device. */
    private Optional<RawMdaHeader> header(DiskArea area, int number, Findings findings)
            throws DeviceIoException {
        if (area.offset() < 0 || area.offset() > device.size() - MdaHeader.BYTES) {
            findings.bad(
                    "failed to read mda_header_%d at %s",
                    number, Long.toUnsignedString(area.offset()));
            return Optional.empty();
        }
        ByteBuffer bytes = device.read(area.offset(), MdaHeader.BYTES, IoCategory.MDA_HEADER);
        return Optional.of(new RawMdaHeader(bytes, number, area, findings));
    }

    private void showText(RawMdaHeader header, DiskArea area, Findings findings, boolean isWhole)
            throws DeviceIoException {
        if (!header.isInUse()) {
            return;
        }
        Optional<byte[]> read = readText(header, area, findings);
        if (read.isEmpty()) {
            return;
        }
        byte[] text = read.get();
        String place = Long.toUnsignedString(area.offset() + header.offset());
        int crc = LvmCrc.of(ByteBuffer.wrap(text), 0, text.length);
        if (crc != header.checksum()) {
            findings.bad(
                    "metadata text at %s crc does not match %s.raw_locn[0].checksum",
                    place, header.name());
        }
        VgText.of(text, 0)
                .ifPresent(
                        head ->
                                findings.line(
                                        "metadata text at %s crc 0x%x # vgname %s seqno %s",
                                        place, crc, head.vgName(), head.seqno()));
        if (isWhole && texts.isPresent()) {
            texts.get().write(text, 0, text.length - 1);
        } else if (isWhole) {
            findings.line("---");
            out.print(new String(text, 0, text.length - 1, StandardCharsets.UTF_8));
            out.print("\n");
            findings.line("---");
        }
    }

    /** Empty if the text does not lie where it could be read. */
    private Optional<byte[]> readText(RawMdaHeader header, DiskArea area, Findings findings)
            throws DeviceIoException {
        long ring = area.size() - MdaHeader.BYTES;
        boolean isTooLarge = Long.compareUnsigned(header.size(), area.size()) > 0;
        long size = isTooLarge ? ring : header.size();
        long beforeEnd = Math.min(size, area.size() - header.offset());
        boolean isReadable =
                header.offset() >= MdaHeader.BYTES
                        && header.offset() < area.size()
                        && size >= 1
                        && size <= Math.min(ring, TextLocation.MAX_BYTES)
                        && area.offset() + header.offset() <= device.size() - beforeEnd;
        if (!isReadable) {
            findings.bad(
                    "failed to read metadata text at %s.raw_locn[0].offset %s size %s part_a %s %s",
                    header.name(),
                    Long.toUnsignedString(header.offset()),
                    Long.toUnsignedString(size),
                    Long.toUnsignedString(area.offset() + header.offset()),
                    Integer.toUnsignedString((int) (area.size() - header.offset())));
            return Optional.empty();
        }
        byte[] text = new byte[(int) size];
        device.readCircular(
                        area.offset() + header.offset(),
                        (int) beforeEnd,
                        area.offset() + MdaHeader.BYTES,
                        (int) (size - beforeEnd),
                        IoCategory.MDA_CONTENT)
                .get(0, text);
        return Optional.of(text);
    }
}
