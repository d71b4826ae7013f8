package org.devio.volume;

import java.nio.ByteBuffer;
import org.devio.io.Gather;
import org.devio.io.LostBytesException;
import org.devio.metadata.map.Recipe;

/** Begins the read of each piece of a range, straight into the memory that is its place. */
final class Plan implements Pieces {
    private static final byte[] ZEROS = new byte[4096];

    private final Gather<?> gather;
    private final ByteBuffer target;
    private final Rebuilds rebuilds;

    /** Whether what is read is itself for a rebuild. */
    private final boolean isNested;

    private final int first;
    private int at;

    /**
     * A plan that begins nothing yet.
     *
     * @param gather what the pieces are parts of
     * @param target filled from its position on
     */
    Plan(Gather<?> gather, ByteBuffer target, Rebuilds rebuilds, boolean isNested) {
        this.gather = gather;
        this.target = target;
        this.rebuilds = rebuilds;
        this.isNested = isNested;
        this.first = target.position();
        this.at = first;
    }

    @Override
    public void data(PvSource pv, long offset, long length) {
        long from = offset;
        for (int left = (int) length; left > 0; ) {
            int piece = Math.min(left, MapReader.MOST_PIECE_BYTES);
            gather.read(pv.source(), from, target.slice(at, piece));
            at += piece;
            from += piece;
            left -= piece;
        }
    }

    @Override
    public void held(byte[] bytes, int from, int length) {
        target.put(at, bytes, from, length);
        at += length;
    }

    @Override
    public void zero(long length) {
        for (int left = (int) length; left > 0; ) {
            int piece = Math.min(left, ZEROS.length);
            target.put(at, ZEROS, 0, piece);
            at += piece;
            left -= piece;
        }
    }

    @Override
    public void rebuild(Recipe recipe, Image[] images, long offset, long length) {
        for (int done = 0; done < length; ) {
            int piece = (int) Math.min(length - done, Rebuilds.UNIT_BYTES);
            rebuilds.submit(
                    gather, target.slice(at, piece), recipe, images, offset + done, isNested);
            at += piece;
            done += piece;
        }
    }

    @Override
    public void lost(String why, long length) {
        gather.fail(
                new LostBytesException(gather.path(), gather.offset() + at - first, length, why));
        at += (int) length;
    }
}
