package org.flotilla.pull;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.flotilla.account.Accounts;
import org.flotilla.schedule.JobParametersCheck;

/** Refuses what a folder monitor could not do, when its schedule is saved (S2). */
@ApplicationScoped
public class MonitorParametersCheck implements JobParametersCheck {

    private final MonitoredFolders folders;
    private final Accounts accounts;

    /** For CDI's proxy. */
    protected MonitorParametersCheck() {
        this(null, null);
    }

    @Inject
    public MonitorParametersCheck(MonitoredFolders folders, Accounts accounts) {
        this.folders = folders;
        this.accounts = accounts;
    }

    @Override
    public String job() {
        return PullOrder.MONITOR;
    }

    @Override
    public void check(Map<String, String> parameters) {
        PullOrder order = PullParametersCheck.known(job(), parameters, accounts);
        checking(PullOrder.field(PullOrder.FOLDER), () -> folders.ensureUsable(order.remoteFolder()));
        if (order.archiveFolder() != null) {
            checking(
                    PullOrder.field(PullOrder.ARCHIVE_FOLDER),
                    () -> folders.ensureMovable(order.remoteFolder(), order.archiveFolder()));
        }
    }
}
