package org.devio.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.devio.format.LvmFormatException;

/** Works out which segment uses which extents of the physical volumes; none may have two users. */
final class AllocationMap {
    private final Fields group;
    private final Map<String, PhysicalVolume> volumes;
    private final Map<String, List<Allocation>> allocations = new LinkedHashMap<>();

    AllocationMap(Fields group, Map<String, PhysicalVolume> volumes) {
        this.group = group;
        this.volumes = volumes;
        volumes.keySet().forEach(name -> allocations.put(name, new ArrayList<>()));
    }

    /** Returns the physical volumes with their extents allocated to these logical volumes. */
    Map<String, PhysicalVolume> allocate(Collection<LogicalVolume> users)
            throws LvmFormatException {
        for (LogicalVolume user : users) {
            for (Segment segment : user.segments()) {
                for (SegmentArea area : segment.layout().areas()) {
                    if (area.isPhysicalVolume()) {
                        add(user, segment, area);
                    }
                }
            }
        }
        Map<String, PhysicalVolume> allocated = new LinkedHashMap<>();
        for (PhysicalVolume volume : volumes.values()) {
            List<Allocation> own = allocations.get(volume.sectionName());
            own.sort(Comparator.comparingLong(Allocation::firstExtent));
            demandNoOverlap(volume, own);
            allocated.put(volume.sectionName(), volume.with(own));
        }
        return allocated;
    }

    private void add(LogicalVolume user, Segment segment, SegmentArea area)
            throws LvmFormatException {
        long extents = segment.areaExtents();
        PhysicalVolume volume = volumes.get(area.name());
        if (extents > volume.peCount() || area.firstExtent() > volume.peCount() - extents) {
            throw new LvmFormatException(
                    segment.config().offset(),
                    "LV "
                            + user.name()
                            + ": "
                            + extents
                            + " extents from "
                            + area.firstExtent()
                            + " on leave PV "
                            + area.name()
                            + ", which has "
                            + volume.peCount());
        }
        allocations
                .get(area.name())
                .add(
                        new Allocation(
                                area.firstExtent(), extents, user.name(), segment.startExtent()));
    }

    private void demandNoOverlap(PhysicalVolume volume, List<Allocation> sorted)
            throws LvmFormatException {
        for (int i = 1; i < sorted.size(); i++) {
            Allocation before = sorted.get(i - 1);
            Allocation after = sorted.get(i);
            if (before.firstExtent() + before.extentCount() > after.firstExtent()) {
                throw group.failure(
                        "extent "
                                + after.firstExtent()
                                + " of PV "
                                + volume.sectionName()
                                + " belongs to both LV "
                                + before.logicalVolume()
                                + " and LV "
                                + after.logicalVolume());
            }
        }
    }
}
