package org.devio.cli.pvck;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.devio.format.Sector;

/**
 * The first lines of a metadata text, which name it even where the rest is spoilt.
 *
 * @param vgName name of the volume group
 * @param seqno number of the version
 * @param id UUID of the volume group, as it stands there
 */
record VgText(String vgName, String seqno, String id) {
    /** How much of a text is looked at. */
    static final int HEAD_BYTES = Sector.BYTES;

    private static final Pattern HEAD =
            Pattern.compile(
                    "([a-zA-Z0-9._+-]{1,127}) \\{\nid = \"([ -!#-~]{1,60})\"\nseqno = (\\d{1,19})\n");

    /** Reads the head of a text; empty if it does not begin as one. */
    static Optional<VgText> of(byte[] text, int from) {
        int length = Math.min(HEAD_BYTES, text.length - from);
        Matcher matcher = HEAD.matcher(new String(text, from, length, StandardCharsets.ISO_8859_1));
        return matcher.lookingAt()
                ? Optional.of(new VgText(matcher.group(1), matcher.group(3), matcher.group(2)))
                : Optional.empty();
    }
}
