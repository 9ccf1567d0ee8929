package org.flotilla.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Parameters;
import org.flotilla.notify.NotificationParameters;
import org.flotilla.queue.Claim;
import org.flotilla.report.ReportPeriod.Slice;

/** Reports from the database, by e-mail. */
@ApplicationScoped
public class MailReports implements Reports {

    private final ReportStore store;
    private final ReportRecipients recipients;
    private final Nodes nodes;
    private final Parameters parameters;
    private final HandOver handOver;

    /** For CDI's proxy. */
    protected MailReports() {
        this(null, null, null, null, null);
    }

    @Inject
    public MailReports(
            ReportStore store, ReportRecipients recipients, Nodes nodes, Parameters parameters, HandOver handOver) {
        this.store = store;
        this.recipients = recipients;
        this.nodes = nodes;
        this.parameters = parameters;
        this.handOver = handOver;
    }

    @Override
    public ReportRun begin(ReportOrder order, Instant moment, Claim claim) {
        ReportPeriod period = ReportPeriod.before(moment, order.zone(), order.period());
        return new Run(order, period, recipients.of(order), claim);
    }

    private final class Run implements ReportRun {

        private final ReportOrder order;
        private final List<String> to;
        private final Claim claim;
        private final Report report;
        private final List<Slice> slices;
        private final Iterator<Slice> unread;

        Run(ReportOrder order, ReportPeriod period, List<String> to, Claim claim) {
            this.order = order;
            this.to = to;
            this.claim = claim;
            this.report = new Report(period);
            this.slices = period.slices();
            this.unread = slices.iterator();
        }

        @Override
        public int parts() {
            return slices.size();
        }

        @Override
        public boolean readNext() {
            if (!unread.hasNext()) {
                return false;
            }
            report.add(store, unread.next());
            return true;
        }

        @Override
        public String send() {
            report.addNodes(nodes.read());
            ReportLetter letter = new ReportLetter(
                    report, new ReportTexts(order.language()), parameters.get(NotificationParameters.CONSOLE_URL));
            String key = "report:" + claim.event();
            boolean isNew = handOver.put(claim, letter.to(String.join(", ", to), key));
            String done = isNew ? "handed over, recipients: " + to.size() + "; " : "was handed over before; ";
            return done + letter.subject();
        }
    }
}
