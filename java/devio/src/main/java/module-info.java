/** Asynchronous direct I/O on Linux block devices, and the LVM disks found on them. */
module org.devio {
    requires static jdk.jfr;
    requires static jdk.unsupported;
    requires static transitive java.logging;
    requires static transitive org.crac;

    exports org.devio.io;
    exports org.devio.format;
    exports org.devio.config;
    exports org.devio.metadata;
    exports org.devio.scan;
    exports org.devio.report;
    exports org.devio.volume;
}
