package org.devio.format;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A trace that another subsystem left on a device: the device, or part of it, is its.
 *
 * @param kind whose it is
 * @param offset where the magic number stands, in bytes from the start of the device
 * @param details what else it says, in the order of {@link Detail}; those it does not know are
 *     absent, and all are fit to be printed
 */
public record Signature(Kind kind, long offset, Map<Detail, String> details) {
    /** Keeps a copy of the details. */
    public Signature {
        Map<Detail, String> copy = new EnumMap<>(Detail.class);
        details.forEach((detail, value) -> copy.put(detail, Printable.of(value)));
        details = Collections.unmodifiableMap(copy);
    }

    /** Who leaves signatures. */
    public enum Kind {
        /** Component of a RAID of Linux (MD): 0.90, 1.0, 1.1 or 1.2. */
        MD("linux_raid_member"),
        /** Component of a RAID of Intel's firmware. */
        IMSM("isw_raid_member"),
        /** Component of a RAID in the Disk Data Format of SNIA. */
        DDF("ddf_raid_member"),
        /** Swap space. */
        SWAP("swap"),
        /** Swap space that holds the image of a suspended system. */
        SUSPEND("swsuspend"),
        /** Encrypted by LUKS, version 1 or 2. */
        LUKS("crypto_LUKS"),
        /** Partition table of DOS with at least one partition. */
        DOS("dos"),
        /** GUID partition table. */
        GPT("gpt");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        /**
         * What util-linux calls it, in {@code blkid} and udev.
         *
         * @return a word
         */
        public String typeName() {
            return typeName;
        }
    }

    /** What a signature may tell beside its kind. */
    public enum Detail {
        /** Version of the format. */
        VERSION,
        /** Identifies the whole: array, file system, disk. */
        UUID,
        /** Identifies this component of an array. */
        UUID_SUB,
        /** Name given by people. */
        LABEL,
        /** Subsystem of a LUKS device. */
        SUBSYSTEM,
        /** RAID level, such as {@code raid1}. */
        LEVEL,
        /** Devices of an array when it is whole. */
        DEVICES,
        /** Page size of the machine that made swap space, in bytes. */
        PAGE_SIZE,
        /** How many partitions a table has, extended ones included; absent where it is unread. */
        PARTITIONS
    }
}
