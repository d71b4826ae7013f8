package org.devio.cli;

import org.devio.io.IoContext;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version, and the engine that reads would use here. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String first = name();
        try (IoContext context = IoContext.open()) {
            String engine = first + ", engine " + context.engineName();
            return context.whyNotAio()
                    .map(why -> new String[] {engine, why})
                    .orElse(new String[] {engine});
        }
    }

    /** Name and version of the program. */
    String name() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "devio " + (version == null ? "(unpacked)" : version);
    }
}
