package org.devio.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.devio.format.LvmUuid;
import org.devio.io.DeviceIoException;
import org.devio.metadata.VolumeGroup;

/** Something a scan came across that its reader should know. Immutable. */
public final class Problem {
    /** What errno says of a deadline that has passed, and of disks that give up by themselves. */
    private static final int ETIMEDOUT = 110;

    private final Kind kind;
    private final Optional<Path> device;
    private final Optional<LvmUuid> volumeGroup;
    private final Optional<LvmUuid> physicalVolume;
    private final OptionalInt metadataArea;
    private final String message;

    private Problem(
            Kind kind,
            Optional<Path> device,
            Optional<LvmUuid> volumeGroup,
            Optional<LvmUuid> physicalVolume,
            OptionalInt metadataArea,
            String message) {
        this.kind = kind;
        this.device = device;
        this.volumeGroup = volumeGroup;
        this.physicalVolume = physicalVolume;
        this.metadataArea = metadataArea;
        this.message = message;
    }

    /** How bad a problem is. */
    public enum Severity {
        /** The device could not be read, or not all of it. */
        FAILURE,
        /** What was read is not as it should be. */
        WARNING,
        /** Nothing is wrong. */
        NOTE
    }

    /** What a problem is, for programs. New ones may come. */
    public enum Kind {
        /** The device did not answer in time when it was opened or read. */
        TIMED_OUT(Severity.FAILURE),
        /** The device could not be opened or read for another reason. */
        UNREADABLE(Severity.FAILURE),
        /** The image is in a format that has to be converted first. */
        OTHER_IMAGE(Severity.FAILURE),
        /** A label is damaged, or one too many. */
        BAD_LABEL(Severity.WARNING),
        /** Header or text of a metadata area cannot be believed. */
        BAD_METADATA(Severity.WARNING),
        /** The partition table of an image is damaged. */
        BAD_PARTITION_TABLE(Severity.WARNING),
        /** The device is of LVM1 or of a pool of GFS, which nobody reads anymore. */
        OLD_FORMAT(Severity.WARNING),
        /** A metadata area holds an older version of its group than another. */
        OLD_SEQNO(Severity.WARNING),
        /** Two metadata areas hold different texts of the same version of a group. */
        OTHER_TEXT(Severity.WARNING),
        /** The device is not used, since another has the UUID of its physical volume. */
        DUPLICATE(Severity.WARNING),
        /** A physical volume is in two groups. */
        TWO_GROUPS(Severity.WARNING),
        /** A physical volume is in use, but no group was found that uses it. */
        NO_GROUP(Severity.WARNING),
        /** A metadata area holds a group that does not list its physical volume. */
        STRANGE_GROUP(Severity.WARNING),
        /** A physical volume of a group was not found. */
        PV_MISSING(Severity.WARNING),
        /** A physical volume is back that its group has been changed without. */
        PV_RETURNED(Severity.WARNING),
        /** The device is smaller than its physical volume. */
        DEVICE_SHRUNK(Severity.WARNING),
        /** A group belongs to another host. */
        FOREIGN(Severity.WARNING),
        /** Several groups have one name. */
        SAME_NAME(Severity.WARNING),
        /** The device was not read, because a rule or a setting is against it. */
        PASSED_OVER(Severity.NOTE),
        /** The device was not read, because it is too small for a physical volume. */
        TOO_SMALL(Severity.NOTE),
        /** The device is no physical volume. */
        NO_LABEL(Severity.NOTE),
        /** The device is a component of an array, whose label it shows. */
        COMPONENT(Severity.NOTE),
        /** The image has partitions. */
        PARTITIONED(Severity.NOTE),
        /** A metadata area has another size by its header than by the label. */
        AREA_SIZE(Severity.NOTE),
        /** A metadata area holds an update that was not put in force. */
        UNCOMMITTED(Severity.NOTE);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /**
         * How bad it is.
         *
         * @return the same for all of a kind
         */
        public Severity severity() {
            return severity;
        }
    }

    /** A problem with a device. */
    static Problem on(Path device, Kind kind, String message) {
        return new Problem(
                kind,
                Optional.of(device),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                message);
    }

    /** A problem with a group as a whole. */
    static Problem of(Kind kind, String message) {
        return new Problem(
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                message);
    }

    /** What keeps a device from being opened or read. */
    static Problem on(Path device, DeviceIoException e) {
        return on(device, e.errno() == ETIMEDOUT ? Kind.TIMED_OUT : Kind.UNREADABLE, e.reason());
    }

    /** Says which group it is about. */
    Problem about(VolumeGroup group) {
        return new Problem(
                kind, device, Optional.of(group.id()), physicalVolume, metadataArea, message);
    }

    /** Says which physical volume it is about. */
    Problem about(LvmUuid pv) {
        return new Problem(kind, device, volumeGroup, Optional.of(pv), metadataArea, message);
    }

    /** Says which metadata area it is about. */
    Problem inArea(int number) {
        return new Problem(
                kind, device, volumeGroup, physicalVolume, OptionalInt.of(number), message);
    }

    /**
     * What it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * How bad it is.
     *
     * @return that of its kind
     */
    public Severity severity() {
        return kind.severity();
    }

    /**
     * Where it was found.
     *
     * @return the device; empty if it concerns a volume group as a whole
     */
    public Optional<Path> device() {
        return device;
    }

    /**
     * Which volume group it is about.
     *
     * @return its UUID; empty if it is about none, or about several
     */
    public Optional<LvmUuid> volumeGroup() {
        return volumeGroup;
    }

    /**
     * Which physical volume it is about.
     *
     * @return its UUID; empty if it is about none, or about that of the device alone
     */
    public Optional<LvmUuid> physicalVolume() {
        return physicalVolume;
    }

    /**
     * Which metadata area of the device it is about.
     *
     * @return its place in the label's list, from 1; empty if it is about none
     */
    public OptionalInt metadataArea() {
        return metadataArea;
    }

    /**
     * What was found, for people.
     *
     * @return words without the name of the device
     */
    public String message() {
        return message;
    }

    private List<Object> parts() {
        return List.of(kind, device, volumeGroup, physicalVolume, metadataArea, message);
    }

    /** Whether it is the same problem. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Problem that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** The message with the name of the device before it. */
    @Override
    public String toString() {
        return device.map(path -> path + ": " + message).orElse(message);
    }
}
