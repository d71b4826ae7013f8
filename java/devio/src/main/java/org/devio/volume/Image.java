package org.devio.volume;

/**
 * One of the volumes that a striped, mirrored or RAID volume is made of, and how far its bytes may
 * be trusted.
 *
 * @param mapping where its bytes lie
 * @param dataOffset where in it the data begins
 * @param goodBelow how many bytes from there on are what they should be; 0 for none
 * @param why why it is not trusted beyond, else empty
 */
record Image(Mapping mapping, long dataOffset, long goodBelow, String why) {
    static Image good(Mapping mapping) {
        return new Image(mapping, 0, Long.MAX_VALUE, "");
    }

    static Image out(Mapping mapping, String why) {
        return new Image(mapping, 0, 0, why);
    }

    /** Whether none of its bytes is to be had or trusted. */
    boolean isOut() {
        return goodBelow == 0 || mapping.isLost();
    }

    boolean isWhole() {
        return goodBelow == Long.MAX_VALUE && mapping.isWhole();
    }

    /** How far a range of the data can be read from its start on; negative: how far it cannot. */
    long run(long offset, long length) {
        if (offset >= goodBelow) {
            return -length;
        }
        return mapping.run(dataOffset + offset, Math.min(length, goodBelow - offset));
    }

    void locate(long offset, long length, Pieces pieces) {
        mapping.locate(dataOffset + offset, length, pieces);
    }

    /** Why it does not give the byte at {@code offset} of its data. */
    String whyLost(long offset) {
        return offset >= goodBelow ? why : mapping.whyLost(dataOffset + offset);
    }
}
