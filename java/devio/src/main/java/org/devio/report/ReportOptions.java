package org.devio.report;

/**
 * How a report is to look, whatever it is about.
 *
 * @param scope what may be in it
 * @param values how values are written
 * @param table the form of it all
 */
public record ReportOptions(ReportScope scope, ValueStyle values, TableStyle table) {}
