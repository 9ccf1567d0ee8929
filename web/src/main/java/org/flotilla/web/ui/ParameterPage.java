package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Configuration;
import org.flotilla.config.ParameterValue;
import org.flotilla.core.NodeId;
import org.flotilla.dispatch.DispatchPreview;
import org.flotilla.dispatch.Forecast;
import org.flotilla.dispatch.ProposedValue;

/**
 * One parameter: its value for the cluster; if it is local, for every node that has none of its own or for one node, as the
 * address says (N1, W2). What is saved, previewed or taken back is what is shown.
 */
@Named
@RequestScoped
public class ParameterPage {

    private static final String LIST = "/configuration.xhtml";

    @Inject
    private Configuration configuration;

    @Inject
    private Nodes nodes;

    @Inject
    private DispatchPreview dispatch;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    private String name;
    private String node;
    private String value;
    private Forecast forecast;
    private List<ParameterRow> rows;

    /** From the address, and from the form when that is sent: known before Faces asks what is on the page. */
    @PostConstruct
    void readAddress() {
        name = ListPage.blankToNull(request.getParameter("name"));
        node = ListPage.blankToNull(request.getParameter("node"));
    }

    /** Called before the page is shown. */
    public void open() {
        ParameterRow shown = getRow();
        if (shown == null) {
            String wanted = name == null ? "" : name;
            Outcome.instead(LIST, Outcome.text("edit.gone", node == null ? wanted : wanted + " (" + node + ")"));
        } else {
            value = shown.stored();
        }
    }

    public void save() {
        boolean done = Outcome.of(() -> {
            me.requireAdmin();
            configuration.set(name, node, value == null ? "" : value, me.getName());
        });
        if (done) {
            Outcome.done(LIST, told("parameter.saved"));
        }
    }

    private String told(String key) {
        return node == null ? Outcome.text(key, name) : Outcome.text(key + ".node", name, node);
    }

    /** Shows what saving would do to the queue (W5). */
    public void preview() {
        ProposedValue proposed = new ProposedValue(name, node, value == null ? "" : value);
        Outcome.of(() -> forecast = dispatch.forecast(List.of(proposed)));
    }

    /** Whether this parameter says where events go. */
    public boolean isPreviewed() {
        return dispatch.isFor(name);
    }

    /** Null until it was asked for. */
    public Forecast getForecast() {
        return forecast;
    }

    /** The forecast in a sentence. */
    public String getMoving() {
        return Outcome.text("forecast.moving", forecast.moving(), forecast.events());
    }

    public void reset() {
        boolean done = Outcome.of(() -> {
            me.requireAdmin();
            configuration.reset(name, node, me.getName());
        });
        if (done) {
            Outcome.done(LIST, told("parameter.reset.done"));
        }
    }

    /** Whether there is something to take back; also when that was asked for, so that one who comes too late is told. */
    public boolean isResettable() {
        return request.getParameter("reset") != null || (getRow() != null && getRow().isSet());
    }

    /** The value for all and those of the nodes; empty if there is no such parameter. */
    public List<ParameterRow> getRows() {
        if (rows == null) {
            rows = configuration.list().stream()
                    .filter(parameter -> parameter.name().equals(name))
                    .flatMap(parameter -> ParameterRow.of(parameter, nodeNames(parameter)).stream())
                    .toList();
        }
        return rows;
    }

    /** Those that there are, and those with a value of their own. */
    private NavigableSet<String> nodeNames(ParameterValue parameter) {
        NavigableSet<String> names = ParameterRow.nodesWithTheirOwn(parameter);
        nodes.all().stream().map(NodeStatus::id).map(NodeId::name).forEach(names::add);
        return names;
    }

    /** The one that is shown; null if there is no such parameter or node. */
    public ParameterRow getRow() {
        return getRows().stream()
                .filter(row -> Objects.equals(row.node(), node))
                .findFirst()
                .orElse(null);
    }

    /** Null if there is no such parameter. */
    public ParameterValue getParameter() {
        return getRows().isEmpty() ? null : getRows().get(0).parameter();
    }

    /** What the field for the value is called. */
    public String getLabel() {
        if (getRows().size() < 2) {
            return Outcome.text("parameter.value");
        }
        return Outcome.text("parameter.valueFor", node == null ? Outcome.text("parameter.everyNode") : node);
    }

    /** That the node has no value of its own; null if it has, or none is chosen. */
    public String getInherited() {
        return node == null || getRow() == null || getRow().isSet() ? null : Outcome.text("parameter.inherited", node);
    }

    /** That an options file overrides what is shown; null if none is known to. */
    public String getFileWins() {
        ParameterValue parameter = getParameter();
        boolean wins = parameter != null
                && parameter.source().equals("OPTIONS_FILE")
                && (node == null || node.equals(parameter.node()));
        return wins ? Outcome.text("parameter.fileWins", me.getNode(), parameter.value()) : null;
    }

    /** Of which node it is known what its options file sets. */
    public String getFilesKnown() {
        return Outcome.text("parameter.values.hint", me.getNode());
    }

    /** The values to choose from; empty if any text will do. Asked for when the page is built: it has one field or the other. */
    public List<String> getChoices() {
        ParameterValue parameter = getParameter();
        return parameter == null ? List.of() : parameter.choices();
    }

    public String getName() {
        return name;
    }

    public String getNode() {
        return node;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }
}
