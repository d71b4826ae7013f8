package org.devio.format;

/**
 * A part of a disk that its partition table makes a device of its own.
 *
 * @param number as the kernel counts: place in the table from 1; logical partitions from 5
 * @param offset first byte, from the start of the disk
 * @param size bytes; at least 1, and never beyond the end of the disk
 * @param type what it is for: a GUID such as {@code e6d6d379-f507-44c2-a23c-238f2a3df928} in a GPT,
 *     a number such as {@code 0x8e} in a DOS table
 * @param uuid GUID of the partition in a GPT; identifier of the disk and number in a DOS table,
 *     such as {@code c0ffee00-05}
 * @param name its name in a GPT, fit to be printed; empty if it has none, and in a DOS table
 * @param isContainer whether it is an extended partition, which holds the logical ones and no data
 */
public record Partition(
        int number,
        long offset,
        long size,
        String type,
        String uuid,
        String name,
        boolean isContainer) {}
