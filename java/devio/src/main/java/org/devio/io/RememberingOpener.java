package org.devio.io;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileIdentity;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/**
 * Opens files and asks no second time for what was refused on a path: O_DIRECT, which not every
 * file system has, and O_NOATIME, which only the owner gets. Any thread may use it.
 */
final class RememberingOpener implements FileOpener {
    /** Paths of one refusal after which it begins anew, so that its memory has a bound. */
    private static final int MOST_PATHS = 4096;

    private final FileOpener files;
    private final Set<Path> notDirect = ConcurrentHashMap.newKeySet();
    private final Set<Path> notNoAtime = ConcurrentHashMap.newKeySet();

    RememberingOpener(FileOpener files) {
        this.files = files;
    }

    @Override
    public IoFile open(Path path, OpenMode mode) throws ErrnoException {
        boolean direct = mode.direct() && !notDirect.contains(path);
        boolean noAtime = mode.noAtime() && !notNoAtime.contains(path);
        OpenMode asked = new OpenMode(mode.write(), mode.exclusive(), direct, noAtime);
        IoFile file = files.open(path, asked);
        if (direct && !file.isDirect()) {
            remember(notDirect, path);
        }
        if (noAtime && !file.isNoAtime()) {
            remember(notNoAtime, path);
        }
        return file;
    }

    private static void remember(Set<Path> refused, Path path) {
        if (refused.size() >= MOST_PATHS) {
            refused.clear();
        }
        refused.add(path);
    }

    /** Asks for everything again from now on. */
    void forget() {
        notDirect.clear();
        notNoAtime.clear();
    }

    @Override
    public FileIdentity identity(Path path) throws ErrnoException {
        return files.identity(path);
    }
}
