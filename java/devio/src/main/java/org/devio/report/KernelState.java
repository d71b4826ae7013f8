package org.devio.report;

import java.util.Optional;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.VolumeGroup;

/**
 * What only a running kernel knows of logical volumes: whether they are active, how full a pool is,
 * how far a mirror. Reports ask it for fields of which metadata says nothing, such as {@code
 * lv_active} and {@code data_percent}, and for {@code lv_permissions} and {@code lv_health_status};
 * {@code lv_attr} is made of metadata alone.
 */
public interface KernelState {
    /** Knows nothing. Reports show then what lvm2 shows where there is no device-mapper driver. */
    KernelState UNKNOWN =
            new KernelState() {
                @Override
                public <T> Optional<T> ask(
                        Column<T> column, VolumeGroup group, LogicalVolume volume) {
                    return Optional.empty();
                }
            };

    /**
     * Asks for the value of one field. Called on the thread that makes the report.
     *
     * @param column the field
     * @param group group of the volume
     * @param volume the volume, present in the metadata whether or not it is active
     * @return empty if it is not known
     * @param <T> type of the values
     */
    <T> Optional<T> ask(Column<T> column, VolumeGroup group, LogicalVolume volume);
}
