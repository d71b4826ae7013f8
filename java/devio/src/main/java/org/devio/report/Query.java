package org.devio.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What somebody wants to see of a report; the meanings are those of lvm2's options. Immutable: each
 * method gives another.
 */
public final class Query {
    private final List<String> fields;
    private final Optional<String> sort;
    private final Optional<String> condition;

    private Query(List<String> fields, Optional<String> sort, Optional<String> condition) {
        this.fields = List.copyOf(fields);
        this.sort = sort;
        this.condition = condition;
    }

    /**
     * Asks for the usual fields of all rows in the usual order.
     *
     * @return the query
     */
    public static Query usual() {
        return new Query(List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Asks for columns, in their order.
     *
     * @param columns at least one
     * @return the query
     */
    public static Query of(Column<?>... columns) {
        return usual().withFields(
                        List.of(
                                Arrays.stream(columns)
                                        .map(Column::name)
                                        .collect(Collectors.joining(","))));
    }

    /**
     * Asks for fields as {@code -o} does.
     *
     * @param values of {@code -o}, in their order: names with commas, in place of the usual fields,
     *     or after {@code +} or {@code -} to add or remove some
     * @return this with other fields
     */
    public Query withFields(List<String> values) {
        return new Query(values, sort, condition);
    }

    /**
     * Asks for an order as {@code -O} does.
     *
     * @param names with commas, each after {@code -} for falling order
     * @return this with another order
     */
    public Query sortedBy(String names) {
        return new Query(fields, Optional.of(names), condition);
    }

    /**
     * Asks for some rows only, as {@code -S} does.
     *
     * @param conditions that they meet, e.g. {@code lv_size>=1g && lv_role=public}; sizes without a
     *     unit are in MiB
     * @return this with other conditions
     */
    public Query where(String conditions) {
        return new Query(fields, sort, Optional.of(conditions));
    }

    List<String> fields() {
        return fields;
    }

    Optional<String> sort() {
        return sort;
    }

    Optional<String> condition() {
        return condition;
    }
}
