package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.devio.format.Signature;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.testing.Corpus;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureScannerTest {
    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(IoConfig.Engine.class)
    void everyEngineFindsWhatBlkidFindsOnDisksSideBySide(IoConfig.Engine engine)
            throws IOException {
        Map<String, Path> paths = new TreeMap<>();
        for (String name : SignatureImages.names()) {
            if (!SignatureImages.blkid(name).isEmpty()
                    && SignatureImages.sectorBytes(name) == 512) {
                paths.put(name, SignatureImages.path(name));
            }
        }
        // blkid does not ask whether the device is as large as the superblock says; the other two
        // are labels, which are no business of this scan.
        paths.keySet().removeAll(List.of("md-fake", "lvm1-v1", "lvm1-v2"));

        Map<String, String> found = new TreeMap<>();
        for (ScannedSignatures device : scan(engine, List.copyOf(paths.values()))) {
            String file = device.path().getFileName().toString();
            found.put(file.replace(".img", ""), device.signatures().get(0).kind().typeName());
            assertEquals(List.of(), device.problems());
        }

        Map<String, String> expected = new TreeMap<>();
        for (String name : paths.keySet()) {
            Map<String, String> blkid = SignatureImages.blkid(name);
            expected.put(name, blkid.getOrDefault("TYPE", blkid.get("PTTYPE")));
        }
        assertEquals(expected, found);
    }

    @Test
    void noPhysicalVolumeOfTheCorpusIsTakenForAnythingElse() throws IOException {
        List<Path> disks =
                Corpus.cases().stream().flatMap(one -> one.disks().values().stream()).toList();

        Map<String, Signature.Kind> found = new TreeMap<>();
        for (ScannedSignatures device : scan(IoConfig.Engine.AUTO, disks)) {
            for (Signature signature : device.signatures()) {
                String folder = device.path().getParent().getFileName().toString();
                found.put(folder, signature.kind());
            }
        }

        assertEquals(Map.of("no-swap", Signature.Kind.SWAP, "part-gpt", Signature.Kind.GPT), found);
    }

    @Test
    void deviceCostsTwoReads() throws IOException {
        try (IoContext context = IoContext.open(IoConfig.defaults())) {
            new SignatureScanner(context).scan(List.of(SignatureImages.path("md-1.0")));

            assertEquals(2, context.stats().submitted());
        }
    }

    @Test
    void deviceThatCannotBeOpenedIsAnEntryWithItsProblem() throws IOException {
        Path missing = directory.resolve("missing");
        Path good = SignatureImages.path("luks2");

        List<ScannedSignatures> found = scan(IoConfig.Engine.AUTO, List.of(missing, good));

        assertEquals(missing, found.get(0).path());
        assertEquals(-1, found.get(0).size());
        assertEquals(Problem.Severity.FAILURE, found.get(0).problems().get(0).severity());
        assertEquals(Signature.Kind.LUKS, found.get(1).signatures().get(0).kind());
    }

    @Test
    void emptyFileHasNoSignatures() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));

        ScannedSignatures found = scan(IoConfig.Engine.AUTO, List.of(empty)).get(0);

        assertEquals(0, found.size());
        assertTrue(found.signatures().isEmpty() && found.problems().isEmpty(), found.toString());
    }

    private static List<ScannedSignatures> scan(IoConfig.Engine engine, List<Path> paths)
            throws IOException {
        try (IoContext context = IoContext.open(IoConfig.defaults().withEngine(engine))) {
            return new SignatureScanner(context).scan(paths);
        }
    }
}
