package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;
import org.junit.jupiter.api.Test;

/** Uses the library as anyone would. The properties come from pom.xml. */
class ScansAnImageTest {
    @Test
    void findsThePhysicalVolumeThroughLibaio() throws IOException {
        IoConfig asynchronousOrNothing =
                IoConfig.defaults().withEngine(IoConfig.Engine.LIBAIO);

        try (IoContext context = IoContext.open(asynchronousOrNothing)) {
            ScanReport report =
                    new LvmScanner(context).scan(List.of(Path.of(System.getProperty("image"))));

            assertEquals(List.of(), report.problems());
            assertEquals(
                    System.getProperty("uuid"),
                    report.devices().get(0).label().orElseThrow().pvUuid().toString());
        }
        assertTrue(shim().startsWith(System.getProperty("shim.folder")), shim());
    }

    /** The file that this process has mapped. */
    private static String shim() throws IOException {
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            String line = maps.filter(m -> m.contains("libdevio")).findFirst().orElseThrow();
            return line.substring(line.indexOf('/'));
        }
    }
}
