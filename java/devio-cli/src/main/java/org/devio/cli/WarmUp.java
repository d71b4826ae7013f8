package org.devio.cli;

import java.io.IOException;
import java.util.List;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.report.ReportKind;
import org.devio.scan.LvmScanner;

/**
 * Has a second thread load and initialize what reads disks, while the first is still busy with the
 * command line. Nothing is read.
 */
final class WarmUp {
    private WarmUp() {}

    static void start(String command) {
        Thread thread = new Thread(() -> run(command), "devio-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(String command) {
        switch (command) {
            case "pvs" -> ReportKind.PVS.load();
            case "vgs" -> ReportKind.VGS.load();
            case "lvs" -> ReportKind.LVS.load();
            default -> {}
        }
        IoConfig config = IoConfig.defaults().withEngine(IoConfig.Engine.THREADS);
        try (IoContext context = IoContext.open(config)) {
            context.engineName();
            new LvmScanner(context).scan(List.of());
        } catch (IOException | RuntimeException e) {
            // The command meets the same and says so.
        }
    }
}
