package org.devio.io;

/**
 * Requests in the order they came, linked through themselves so that queueing allocates nothing.
 */
final class RequestQueue {
    private Request head;
    private Request tail;
    private int size;

    void add(Request request) {
        request.next = null;
        if (tail == null) {
            head = request;
        } else {
            tail.next = request;
        }
        tail = request;
        size++;
    }

    void addFirst(Request request) {
        request.next = head;
        head = request;
        if (tail == null) {
            tail = request;
        }
        size++;
    }

    /** The first one, or null. */
    Request poll() {
        Request first = head;
        if (first != null) {
            head = first.next;
            if (head == null) {
                tail = null;
            }
            first.next = null;
            size--;
        }
        return first;
    }

    boolean isEmpty() {
        return head == null;
    }

    int size() {
        return size;
    }
}
