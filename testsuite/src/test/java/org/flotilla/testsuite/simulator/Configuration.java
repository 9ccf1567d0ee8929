package org.flotilla.testsuite.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flotilla.config.NodeParameters;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;
import org.flotilla.test.TestSites;

/** The parameters and sites that are set in the cluster; each node has a copy, which may be old. */
final class Configuration {

    static final String POLICY = "EventQueue.DispatchPolicy.name";
    static final String ATTRIBUTES = "EventQueue.taskProcessor.attributes";
    static final String ADDITIONAL = "EventQueue.submissionConfigurator.additionalAttributes";
    static final String THRESHOLD = "EventQueue.taskProcessor.threshold";
    static final String STEALING = "EventQueue.stealing";
    static final String SLOTS = "EventQueue.taskProcessor.slots";
    static final String SHARES = "EventQueue.taskProcessor.shares";
    static final String FIRST_RETRY = "EventQueue.retry.first";
    static final String LONGEST_RETRY = "EventQueue.retry.longest";

    /** A site that never ceases to be for a single node. */
    static final String ALWAYS_SINGLE = "alone";

    static final List<String> SITES = List.of(ALWAYS_SINGLE, "bay", "cape", "dune");

    private final Map<String, Site> sites = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();
    private long version;

    void set(String name, String text) {
        set(name, NodeParameters.EVERY_NODE, text);
    }

    /** @param text null: as if it had never been set */
    void set(String name, String node, String text) {
        if (text == null) {
            texts.remove(key(name, node));
        } else {
            texts.put(key(name, node), text);
        }
        version++;
    }

    void setSite(String name, boolean singleNode, int maximum) {
        sites.put(
                name, new TestSites().with(name, singleNode, maximum).find(name).orElseThrow());
        version++;
    }

    Site site(String name) {
        return sites.get(name);
    }

    private static String key(String name, String node) {
        return name + "@" + node;
    }

    long version() {
        return version;
    }

    Copy copy() {
        TestSites known = new TestSites();
        sites.values().forEach(site -> known.with(site.name(), site.singleNode(), site.maximumConnections()));
        return new Copy(version, Map.copyOf(texts), known);
    }

    /** What was set at one time. */
    record Copy(long version, Map<String, String> texts, Sites sites) implements NodeParameters {

        @Override
        public Optional<String> textFor(Parameter<?> parameter, String node) {
            return textFor(parameter.name(), node);
        }

        Optional<String> textFor(String name, String node) {
            return Optional.ofNullable(texts.get(key(name, node)));
        }

        /** The values that hold on the node. */
        Parameters of(String node) {
            return new Parameters() {
                @Override
                public <T> T get(Parameter<T> parameter) {
                    return parameter
                            .reader()
                            .apply(textFor(parameter, node)
                                    .or(() -> textFor(parameter, EVERY_NODE))
                                    .orElse(parameter.defaultText()));
                }
            };
        }
    }
}
