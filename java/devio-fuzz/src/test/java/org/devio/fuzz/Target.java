package org.devio.fuzz;

import java.util.Arrays;
import java.util.Locale;
import org.devio.format.LvmFormatException;

/** A reader, and what one byte may cost it. */
enum Target {
    CONFIG_TEXT(TextTargets::config, 64, 64),
    METADATA_TEXT(TextTargets::metadata, 400, 100),
    LVM_CONF(TextTargets::lvmConf, 500, 300),
    FILTER(TextTargets::filter, 1000, 400),
    PV_LABEL(ByteTargets::label, 10, 10),
    MDA_HEADER(ByteTargets::mdaHeader, 10, 10),
    LVM1(ByteTargets::lvm1, 10, 10),
    POOL(ByteTargets::pool, 10, 10),
    IMAGE_FORMAT(ByteTargets::imageFormat, 10, 10),
    SIGNATURES(ByteTargets::signatures, 1, 1),
    PARTITIONS(ByteTargets::partitions, 100, 10),
    RAID_SUPERBLOCK(ContentTargets::raidSuperblock, 10, 10),
    MIRROR_LOG(ContentTargets::mirrorLog, 10, 10),
    INTEGRITY(ContentTargets::integrity, 10, 10);

    /** Cost of the shortest input: tables, stack traces and the like. */
    private static final long ALLOCATED_ONCE = 64 << 10;

    private static final long STEPS_ONCE = 20_000;

    /** By how much more may be allocated. Jazzer's hooks allocate too, and they are counted in. */
    private static final int SLACK = Integer.getInteger("devio.fuzz.slack", 1);

    private final Reader reader;
    private final long allocatedPerByte;
    private final long stepsPerByte;

    interface Reader {
        void read(Input input) throws LvmFormatException;
    }

    Target(Reader reader, long allocatedPerByte, long stepsPerByte) {
        this.reader = reader;
        this.allocatedPerByte = allocatedPerByte;
        this.stepsPerByte = stepsPerByte;
    }

    /** The target whose seeds are in the folder of this name. */
    static Target named(String name) {
        return Arrays.stream(values())
                .filter(target -> target.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target " + name));
    }

    void read(Input input) throws LvmFormatException {
        reader.read(input);
    }

    long mostAllocated(long given) {
        return SLACK * (ALLOCATED_ONCE + allocatedPerByte * given);
    }

    long mostSteps(long given) {
        return STEPS_ONCE + stepsPerByte * given;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
