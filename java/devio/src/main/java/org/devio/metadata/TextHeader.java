package org.devio.metadata;

import java.util.Optional;

/**
 * What a metadata text says of itself, beside the volume group.
 *
 * @param description why it was written; the command line in backup files, usually empty on disk
 * @param creationHost name of the host that wrote it; empty if not said
 * @param creationHostSystemId system ID of that host
 * @param creationTime seconds since 1970-01-01T00:00Z when it was written; 0 if not said
 */
public record TextHeader(
        String description,
        String creationHost,
        Optional<String> creationHostSystemId,
        long creationTime) {}
