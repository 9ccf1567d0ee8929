package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.flotilla.schedule.JobExecution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

@DisplayName("Q5, S4 no definition of a job forgets the fence")
class JobDefinitionsTest {

    static List<String> jobs() {
        return List.copyOf(new BatchJobRunner().jobs());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void job_hasTheFenceOfRuns(String job) throws Exception {
        assertThat(listeners(definition(job))).contains("runFence");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void eachStep_hasTheFenceOfSteps(String job) throws Exception {
        List<Element> steps = elements(definition(job).getElementsByTagName("step"));

        assertThat(steps)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(listeners(step))
                        .as("listeners of step %s", step.getAttribute("id"))
                        .contains("stepFence"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void job_knowsItsClaim(String job) throws Exception {
        Element properties = child(definition(job), "properties");

        assertThat(elements(properties.getElementsByTagName("property")))
                .extracting(property -> property.getAttribute("name"))
                .contains(JobExecution.EVENT, JobExecution.INCARNATION, JobExecution.ATTEMPT);
    }

    private Element definition(String job) throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/batch-jobs/" + job + ".xml")) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
    }

    private static List<String> listeners(Element owner) {
        return elements(child(owner, "listeners").getElementsByTagName("listener")).stream()
                .map(listener -> listener.getAttribute("ref"))
                .toList();
    }

    private static Element child(Element owner, String name) {
        return elements(owner.getChildNodes()).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        owner.getTagName() + " " + owner.getAttribute("id") + " has no element " + name));
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }
}
