package org.devio.fuzz;

import java.util.function.Consumer;

/** Where Jazzer comes in. It knows the methods by their names. */
public final class JazzerEntry {
    private static Consumer<byte[]> contract;

    private JazzerEntry() {}

    /** Takes the name of the target. */
    public static void fuzzerInitialize(String[] arguments) {
        contract = SteppingLoader.contract(arguments[0]);
    }

    /** Holds the target to its contract on some bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        contract.accept(bytes);
    }
}
