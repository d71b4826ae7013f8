package org.devio.volume;

import org.devio.metadata.map.Recipe;

/** Finds out how long a range goes on as it begins: readable, or not. */
final class Probe implements Pieces {
    private long readable;
    private long lost;
    private boolean isOver;
    private String why = "";

    /** Bytes that can be read; negative: that cannot. */
    long run() {
        return readable > 0 ? readable : -lost;
    }

    /** Why the first of them are lost. */
    String why() {
        return why;
    }

    @Override
    public void data(PvSource pv, long offset, long length) {
        readable(length);
    }

    @Override
    public void held(byte[] bytes, int at, int length) {
        readable(length);
    }

    @Override
    public void zero(long length) {
        readable(length);
    }

    @Override
    public void rebuild(Recipe recipe, Image[] images, long offset, long length) {
        readable(length);
    }

    private void readable(long length) {
        isOver |= lost > 0;
        readable += isOver ? 0 : length;
    }

    @Override
    public void lost(String because, long length) {
        isOver |= readable > 0;
        if (!isOver) {
            why = lost == 0 ? because : why;
            lost += length;
        }
    }
}
