package org.devio.io;

import java.nio.file.Path;
import java.util.Optional;
import org.devio.engine.Errno;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/** One device to open, and who wants to know. */
final class Opening implements OpenResult {
    private final IoContext context;
    private final Hub hub;
    private final Path path;
    private final OpenRule rule;
    private final OpenMode mode;
    private final OpenCallback<Object> callback;
    private final Object attachment;
    private Optional<String> objection = Optional.empty();
    private Device device;
    private DeviceIoException failure;

    @SuppressWarnings("unchecked")
    <A> Opening(
            IoContext context,
            Path path,
            OpenRule rule,
            OpenMode mode,
            A attachment,
            OpenCallback<? super A> callback) {
        this.context = context;
        this.hub = context.hub();
        this.path = path;
        this.rule = rule;
        this.mode = mode;
        this.attachment = attachment;
        this.callback = (OpenCallback<Object>) callback;
    }

    /** Asks the rule, on the thread that opens. */
    Optional<String> ask() {
        return rule.objection(path);
    }

    /** How to open it, for all who have it open. */
    OpenMode mode() {
        return hub.forAll(path, mode);
    }

    /** The disk, if its users have closed it and the kernel has not; with one user more. */
    Disk attachLingering() throws DeviceIoException {
        return hub.attachLingering(path, mode);
    }

    /** Undoes {@link #attachLingering}. */
    void detach(Disk disk) {
        hub.close(disk);
    }

    // ---- what became of it, under the turn

    void attached(Disk disk) {
        device = new Device(context, disk, mode.write());
    }

    void opened(IoFile file, OpenMode openedFor) {
        try {
            attached(hub.adopt(path, file, openedFor, true));
        } catch (DeviceIoException e) {
            failure = e;
        } catch (Throwable t) {
            failure = DeviceIoException.broken(path, t);
            throw t;
        }
    }

    /** The rule objects, or has thrown {@code cause}. */
    void refused(String why, Throwable cause) {
        objection = Optional.of(why);
        failure = new DeviceIoException(path, "not opened: " + why, Errno.ECANCELED.number());
        failure.initCause(cause);
    }

    void failed(DeviceIoException e) {
        failure = e;
    }

    void call() {
        callback.opened(this, attachment);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Optional<String> objection() {
        return objection;
    }

    @Override
    public Device device() throws DeviceIoException {
        if (failure != null) {
            throw failure;
        }
        return device;
    }
}
