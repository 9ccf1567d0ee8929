package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Configuration;
import org.flotilla.config.ParameterValue;
import org.flotilla.dispatch.DispatchPreview;
import org.flotilla.dispatch.Forecast;
import org.flotilla.dispatch.ProposedValue;

/** One parameter, for the cluster or for a node. */
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

    /** From the address, and from the form when that is sent: known before Faces asks what is on the page. */
    @PostConstruct
    void readAddress() {
        name = ListPage.blankToNull(request.getParameter("name"));
        node = ListPage.blankToNull(request.getParameter("node"));
    }

    /** Called before the page is shown. */
    public void open() {
        ParameterValue parameter = getParameter();
        if (parameter == null) {
            Outcome.instead(LIST, Outcome.text("edit.gone", name == null ? "" : name));
        } else {
            value = parameter.value();
        }
    }

    public void save() {
        boolean done = Outcome.of(() -> {
            me.requireAdmin();
            configuration.set(name, node, value == null ? "" : value, me.getName());
        });
        if (done) {
            Outcome.done(LIST, Outcome.text("parameter.saved", name));
        }
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
            Outcome.done(LIST, Outcome.text("parameter.reset.done", name));
        }
    }

    /** The row for this node, else the one that holds for all; null if there is no such parameter. */
    public ParameterValue getParameter() {
        List<ParameterValue> rows = configuration.list().stream()
                .filter(row -> row.name().equals(name))
                .toList();
        return rows.stream()
                .filter(row -> Objects.equals(row.node(), node))
                .findFirst()
                .orElse(rows.isEmpty() ? null : rows.get(0));
    }

    /** The values to choose from; empty if any text will do. Asked for when the page is built: it has one field or the other. */
    public List<String> getChoices() {
        ParameterValue parameter = getParameter();
        return parameter == null ? List.of() : parameter.choices();
    }

    public List<String> getNodeNames() {
        return nodes.all().stream().map(NodeStatus::id).map(id -> id.name()).toList();
    }

    public String getName() {
        return name;
    }

    public String getNode() {
        return node;
    }

    public void setNode(String node) {
        this.node = ListPage.blankToNull(node);
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }
}
