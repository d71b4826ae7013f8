package org.devio.io;

/**
 * Requests that are accepted and cannot go on yet: those that a limit forbids, first come first
 * served; those whose disk owes an answer, until the next pass looks whether it has given it; and
 * writes that wait at their device for another one to overlapping blocks. Touched under the turn
 * only.
 */
final class WaitingRoom {
    private final Observer observer;
    private final Door door;
    private final RequestQueue waiting = new RequestQueue();
    private final RequestQueue doubtful = new RequestQueue();

    /** Writes in the queues of their devices. */
    private int held;

    /** Some that waited may go on now, though nothing was delivered. */
    private boolean stirred;

    /** Where requests go on from here. */
    interface Door {
        /** Takes a request on; false if a limit forbids it still. */
        boolean issue(Request request);

        /** Why the disk is not asked at all, or null. */
        DeviceIoException refusal(Request request);

        /** The request is over. */
        void finished(Request request, DeviceIoException failure);

        /** The request is over because that was thrown. */
        void broke(Request request, Throwable thrown);
    }

    WaitingRoom(Observer observer, Door door) {
        this.observer = observer;
        this.door = door;
    }

    /** Whether a request has to stand in line behind others. */
    boolean isLine() {
        return !waiting.isEmpty();
    }

    /** Whether a pass has something to do here without the kernel. */
    boolean isStirred() {
        return stirred || !doubtful.isEmpty();
    }

    int size() {
        return waiting.size() + doubtful.size() + held;
    }

    /** The request waits for a limit to let it go on. */
    void queue(Request request) {
        add(request, waiting);
    }

    /** The request waits to know whether its disk is to be asked. */
    void doubt(Request request) {
        add(request, doubtful);
    }

    /** The write waits at its device for another one. */
    void hold(Request request) {
        add(request, request.disk.medium.held);
        held++;
    }

    private void add(Request request, RequestQueue queue) {
        observer.queued(request);
        request.become(Request.State.QUEUED);
        queue.add(request);
    }

    /** Lets go on who may. */
    void admit() {
        stirred = false;
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            try {
                if (!door.issue(request)) {
                    waiting.addFirst(request);
                    return;
                }
            } catch (Throwable t) {
                door.broke(request, t);
            }
        }
    }

    /** Those whose disk has answered wait with the others, as if it had never been in doubt. */
    void judge() {
        for (int left = doubtful.size(); left > 0; left--) {
            Request request = doubtful.poll();
            try {
                DeviceIoException refusal = door.refusal(request);
                if (refusal == null) {
                    waiting.add(request);
                } else {
                    door.finished(request, refusal);
                }
            } catch (Throwable t) {
                door.broke(request, t);
            }
        }
    }

    /** Lets writes that waited for another one try again. */
    void releaseHeld(Disk disk) {
        RequestQueue writes = disk.medium.held;
        for (Request next = writes.poll(); next != null; next = writes.poll()) {
            held--;
            waiting.add(next);
            stirred = true;
        }
    }

    /** Fails whatever waits, but for what is held. */
    void cancel() {
        cancel(waiting);
        cancel(doubtful);
    }

    private void cancel(RequestQueue queue) {
        for (Request request = queue.poll(); request != null; request = queue.poll()) {
            try {
                door.finished(
                        request,
                        DeviceIoException.cancelled(request, "the context was closed first"));
            } catch (Throwable t) {
                door.broke(request, t);
            }
        }
    }
}
