package org.devio.report;

import java.util.List;

/**
 * Rows of a report as text.
 *
 * @param name what JSON calls the rows
 * @param fields the columns
 * @param rows values in the order of the columns
 */
record Table(String name, List<Field> fields, List<List<String>> rows) {}
