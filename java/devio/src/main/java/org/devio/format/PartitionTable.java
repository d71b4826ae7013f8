package org.devio.format;

import java.util.List;

/**
 * The partitions of a disk. Found by {@link PartitionTableReader}.
 *
 * <p>A disk that claims a GPT but has no good one gets a table of that kind without partitions.
 *
 * @param kind how they are described
 * @param id GUID of the disk in a GPT, empty if none is good; eight hexadecimal digits in a DOS
 *     table
 * @param partitions those in use, in order of number
 * @param problems what is wrong with the table, in words fit to be printed
 */
public record PartitionTable(
        Kind kind, String id, List<Partition> partitions, List<String> problems) {
    /** Keeps copies of the lists. */
    public PartitionTable {
        partitions = List.copyOf(partitions);
        problems = List.copyOf(problems);
    }

    /** Kinds of partition table. */
    public enum Kind {
        /** Four primary partitions, one of which may hold a chain of logical ones. */
        DOS,
        /** GUID partition table, of UEFI. */
        GPT
    }
}
