package org.flotilla.web.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.TreeSet;
import org.flotilla.config.ParameterValue;
import org.flotilla.config.SetValue;
import org.flotilla.web.ui.ParameterRow.Source;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N1, W2 a parameter as pages show it")
class ParameterRowTest {

    private static final SetValue EVERY = new SetValue(null, "50");
    private static final SetValue NODE_2 = new SetValue("node-2", "70");

    @Test
    @DisplayName("W2 each node's value says whether it is the node's own, that of every node, or the default")
    void local_saysWhereEachValueComesFrom() {
        assertThat(rows(local("DATABASE", "50", EVERY, NODE_2)))
                .extracting(ParameterRow::node, ParameterRow::value, ParameterRow::source, ParameterRow::isSet)
                .containsExactly(
                        tuple(null, "50", Source.EVERY_NODE, true),
                        tuple("node-1", "50", Source.EVERY_NODE, false),
                        tuple("node-2", "70", Source.THIS_NODE, true));
        assertThat(rows(local("DEFAULT", "80", NODE_2)))
                .extracting(ParameterRow::node, ParameterRow::value, ParameterRow::source, ParameterRow::isSet)
                .containsExactly(
                        tuple(null, "80", Source.DEFAULT, false),
                        tuple("node-1", "80", Source.DEFAULT, false),
                        tuple("node-2", "70", Source.THIS_NODE, true));
    }

    @Test
    @DisplayName(
            "N1 what the options file of the answering node sets is shown for that node, and is not what is edited")
    void optionsFile_holdsForItsNode() {
        assertThat(rows(local("OPTIONS_FILE", "60", EVERY)))
                .extracting(ParameterRow::node, ParameterRow::value, ParameterRow::stored, ParameterRow::source)
                .containsExactly(
                        tuple(null, "50", "50", Source.EVERY_NODE),
                        tuple("node-1", "60", "50", Source.OPTIONS_FILE),
                        tuple("node-2", "50", "50", Source.EVERY_NODE));
        assertThat(rows(shared("OPTIONS_FILE", "60", EVERY)))
                .extracting(ParameterRow::node, ParameterRow::value, ParameterRow::stored, ParameterRow::source)
                .containsExactly(tuple(null, "60", "50", Source.OPTIONS_FILE));
    }

    @Test
    @DisplayName("N1 a shared parameter has one value, for the cluster")
    void shared_hasOneValue() {
        assertThat(rows(shared("DATABASE", "50", EVERY)))
                .extracting(ParameterRow::node, ParameterRow::value, ParameterRow::source)
                .containsExactly(tuple(null, "50", Source.CLUSTER));
    }

    @Test
    @DisplayName("W2 the list has the nodes whose values differ, and no others")
    void list_hasWhatDiffers() {
        assertThat(ParameterRow.differing(local("DATABASE", "50", EVERY, NODE_2)))
                .extracting(ParameterRow::node)
                .containsExactly(null, "node-2");
        assertThat(ParameterRow.differing(local("OPTIONS_FILE", "60", NODE_2)))
                .extracting(ParameterRow::node)
                .containsExactly(null, "node-1", "node-2");
        assertThat(ParameterRow.differing(shared("OPTIONS_FILE", "60"))).hasSize(1);
    }

    private static List<ParameterRow> rows(ParameterValue parameter) {
        return ParameterRow.of(parameter, new TreeSet<>(List.of("node-2", "node-1")));
    }

    private static ParameterValue local(String source, String value, SetValue... set) {
        return new ParameterValue(
                "test.local", "LOCAL", "80", "For this test.", List.of(), value, "node-1", source, List.of(set));
    }

    private static ParameterValue shared(String source, String value, SetValue... set) {
        return new ParameterValue(
                "test.shared", "SHARED", "80", "For this test.", List.of(), value, null, source, List.of(set));
    }
}
