package org.devio.volume;

import org.devio.metadata.map.Recipe;

/** Told the pieces of a range of a volume, in order and without a gap. */
interface Pieces {
    /** The bytes lie on a physical volume that is there, from {@code offset} of its device. */
    void data(PvSource pv, long offset, long length);

    /** The bytes are in memory: those of an array from {@code at} on. */
    void held(byte[] bytes, int at, int length);

    /** The bytes are zero. */
    void zero(long length);

    /**
     * The bytes are to be put together from those that other images hold at the same place.
     *
     * @param images all of the array
     * @param offset from where the data of an image begins
     */
    void rebuild(Recipe recipe, Image[] images, long offset, long length);

    /** Nothing that is there holds the bytes. */
    void lost(String why, long length);
}
