package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FieldHelpTest {
    @Test
    void everyFieldHasAMeaningAndEveryMeaningAField() {
        Set<String> fields =
                Arrays.stream(Subject.values())
                        .flatMap(subject -> subject.columns().stream())
                        .map(Column::name)
                        .collect(Collectors.toSet());

        assertEquals(fields, FieldHelp.meanings().keySet());
    }
}
