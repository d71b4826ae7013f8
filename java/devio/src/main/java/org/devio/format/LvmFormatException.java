package org.devio.format;

/**
 * Bytes that claim to be LVM's but are not what they claim.
 *
 * <p>Its absence is not an error: a device without a label gives an empty result, not this.
 */
public final class LvmFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String problem;

    /**
     * Says what is wrong and where.
     *
     * @param offset first doubtful byte: from the start of the device for labels and metadata
     *     headers, from the start of the text for metadata text
     * @param message what was found and what was expected; may quote the disk, because control
     *     characters are made visible and long messages cut
     */
    public LvmFormatException(long offset, String message) {
        super(Printable.of("byte " + offset + ": " + message));
        this.offset = offset;
        this.problem = message;
    }

    /**
     * What is wrong, without the byte where it is.
     *
     * @return words, fit to be printed
     */
    public String problem() {
        return Printable.of(problem);
    }

    /**
     * Where the first doubtful byte lies.
     *
     * @return bytes from the start of the device (labels, headers) or of the text
     */
    public long offset() {
        return offset;
    }
}
