package org.devio.format;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place on a device where a signature may stand, and how to tell.
 *
 * @param ranges the bytes it takes, in any order; all on the device
 * @param check judges them
 */
record SignatureProbe(List<DiskArea> ranges, Check check) {
    /** Judges bytes. */
    interface Check {
        /**
         * Looks for the signature.
         *
         * @param parts the bytes of each range, in order of the ranges, little-endian
         */
        Optional<Signature> find(List<ByteBuffer> parts);
    }

    /** A check of one range. */
    interface OneCheck {
        Optional<Signature> find(ByteBuffer bytes);
    }

    static SignatureProbe of(long offset, long size, OneCheck check) {
        return new SignatureProbe(
                List.of(new DiskArea(offset, size)), parts -> check.find(parts.get(0)));
    }

    static Optional<Signature> found(
            Signature.Kind kind, long offset, Map<Signature.Detail, String> details) {
        return Optional.of(new Signature(kind, offset, details));
    }
}
