package org.devio.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.config.ConfigSetting;
import org.devio.config.ConfigValue;
import org.devio.config.LvmConf;
import org.devio.report.Query;
import org.devio.report.ReportKind;

/** Joins what options ask of a report and what lvm.conf says of those that nobody asked for. */
final class ReportQueries {
    private ReportQueries() {}

    /**
     * Joins them.
     *
     * @param fields values of {@code -o}
     * @param sort value of {@code -O}, or null
     * @param selection value of {@code -S}, or null
     * @throws IllegalArgumentException if a setting is no text; the message is for the user
     */
    static Query of(
            ReportKind kind, LvmConf settings, List<String> fields, String sort, String selection) {
        List<String> all = new ArrayList<>();
        text(settings, kind.fieldsSetting()).ifPresent(all::add);
        all.addAll(fields);
        Query query = Query.usual().withFields(all);
        Optional<String> order =
                Optional.ofNullable(sort).or(() -> text(settings, kind.sortSetting()));
        if (order.isPresent()) {
            query = query.sortedBy(order.get());
        }
        return selection == null ? query : query.where(selection);
    }

    private static Optional<String> text(LvmConf settings, String path) {
        return settings.find(path).map(ReportQueries::text);
    }

    private static String text(ConfigSetting setting) {
        if (setting.value() instanceof ConfigValue.Text text) {
            return text.text();
        }
        throw new IllegalArgumentException(setting + " is no text (" + setting.origin() + ")");
    }
}
