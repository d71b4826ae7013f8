package org.devio.testing.crac;

/** Where resources register. */
public interface Context {
    /** Takes a resource, and holds it weakly. */
    void register(Resource resource);
}
