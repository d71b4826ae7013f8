package org.devio.fuzz;

import java.util.function.Consumer;
import org.devio.format.LvmFormatException;

/**
 * What a reader must do with any bytes: give something, or nothing, or say by {@link
 * LvmFormatException} at which of them it stopped; with memory and work in proportion to the bytes.
 */
public final class Contract implements Consumer<byte[]> {
    private final Target target;

    /** A reader, by the name of its folder of seeds. */
    public Contract(String target) {
        this.target = Target.named(target);
    }

    @Override
    public void accept(byte[] bytes) {
        // What is loaded and cached at first use is allocated once; it is too much only if it
        // recurs.
        String excess = excess(bytes);
        if (!excess.isEmpty()) {
            excess = excess(bytes);
        }
        if (!excess.isEmpty()) {
            throw new AssertionError(target + ": " + excess);
        }
    }

    private String excess(byte[] bytes) {
        Input input = new Input(bytes);
        long steps = Steps.count();
        long allocated = Input.allocated();
        try {
            target.read(input);
        } catch (LvmFormatException e) {
            if (e.offset() < 0 || e.offset() > input.end()) {
                throw new AssertionError("beyond the " + input.end() + " bytes", e);
            }
        }
        allocated = Input.allocated() - allocated - input.notCounted();
        steps = Steps.count() - steps;
        if (allocated > target.mostAllocated(input.given())) {
            return "%d bytes allocated for %d given".formatted(allocated, input.given());
        }
        if (steps > target.mostSteps(input.given())) {
            return "%d steps for %d bytes given".formatted(steps, input.given());
        }
        return "";
    }
}
