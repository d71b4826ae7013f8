package org.devio.volume;

import java.util.Optional;
import java.util.function.Consumer;
import org.devio.format.LvmUuid;
import org.devio.metadata.map.Recipe;

/** Turns pieces into extents; what goes on where the one before ended becomes one with it. */
final class Extents implements Pieces {
    private final Consumer<? super VolumeExtent> sink;
    private VolumeExtent last;
    private long at;

    Extents(long offset, Consumer<? super VolumeExtent> sink) {
        this.at = offset;
        this.sink = sink;
    }

    @Override
    public void data(PvSource pv, long offset, long length) {
        add(
                new VolumeExtent(
                        at,
                        length,
                        VolumeExtent.Kind.DATA,
                        Optional.of(pv.metadata()),
                        pv.device(),
                        offset,
                        ""));
    }

    @Override
    public void held(byte[] bytes, int from, int length) {
        add(nowhere(VolumeExtent.Kind.JOURNAL, length, ""));
    }

    @Override
    public void zero(long length) {
        add(nowhere(VolumeExtent.Kind.ZERO, length, ""));
    }

    @Override
    public void rebuild(Recipe recipe, Image[] images, long offset, long length) {
        add(nowhere(VolumeExtent.Kind.REBUILT, length, ""));
    }

    @Override
    public void lost(String why, long length) {
        add(nowhere(VolumeExtent.Kind.LOST, length, why));
    }

    private VolumeExtent nowhere(VolumeExtent.Kind kind, long length, String why) {
        return new VolumeExtent(at, length, kind, Optional.empty(), Optional.empty(), -1, why);
    }

    private void add(VolumeExtent next) {
        at += next.length();
        if (last != null && goesOn(last, next)) {
            last =
                    new VolumeExtent(
                            last.offset(),
                            last.length() + next.length(),
                            last.kind(),
                            last.physicalVolume(),
                            last.device(),
                            last.deviceOffset(),
                            last.why());
            return;
        }
        end();
        last = next;
    }

    private static boolean goesOn(VolumeExtent last, VolumeExtent next) {
        return last.kind() == next.kind()
                && last.why().equals(next.why())
                && (last.kind() != VolumeExtent.Kind.DATA
                        || id(last).equals(id(next))
                                && last.deviceOffset() + last.length() == next.deviceOffset());
    }

    private static LvmUuid id(VolumeExtent extent) {
        return extent.physicalVolume().get().id();
    }

    /** Tells of the last one. */
    void end() {
        if (last != null) {
            sink.accept(last);
        }
    }
}
