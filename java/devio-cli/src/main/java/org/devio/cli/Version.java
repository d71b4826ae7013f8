package org.devio.cli;

import org.devio.io.IoContext;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version, and the engine that reads would use here. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String first = name();
        try (IoContext context = IoContext.open()) {
            return context.whySynchronous()
                    .map(why -> new String[] {first + ", engine sync", why})
                    .orElse(new String[] {first + ", engine " + context.engineName()});
        }
    }

    /** Name and version of the program. */
    String name() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "devio " + (version == null ? "(unpacked)" : version);
    }
}
