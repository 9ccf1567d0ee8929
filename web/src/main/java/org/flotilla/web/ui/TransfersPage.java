package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.flotilla.core.Page;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.flotilla.transfer.Transfers;

/** Transfers by filter, newest first, a page at a time (T7). The filter is the page's address. */
@Named
@RequestScoped
public class TransfersPage extends ListPage<Transfer> {

    @Inject
    private Transfers transfers;

    private Transfer.Direction direction;
    private Transfer.State state;
    private String account;
    private String site;
    private String fileName;

    @Override
    Page<Transfer> find(String cursor, int limit) {
        return transfers.find(new TransferFilter(null, account, site, direction, state, fileName), cursor, limit);
    }

    /** Whether the filter leaves something out. */
    public boolean isFiltered() {
        return direction != null || state != null || account != null || site != null || fileName != null;
    }

    public Transfer.Direction[] getDirections() {
        return Transfer.Direction.values();
    }

    public Transfer.State[] getStates() {
        return Transfer.State.values();
    }

    public Transfer.Direction getDirection() {
        return direction;
    }

    public String getDirectionText() {
        return name(direction);
    }

    public void setDirectionText(String text) {
        direction = choice(Transfer.Direction.class, text);
    }

    public Transfer.State getState() {
        return state;
    }

    public String getStateText() {
        return name(state);
    }

    public void setStateText(String text) {
        state = choice(Transfer.State.class, text);
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = blankToNull(account);
    }

    public String getSite() {
        return site;
    }

    public void setSite(String site) {
        this.site = blankToNull(site);
    }

    public String getFileName() {
        return fileName;
    }

    public void setFileName(String fileName) {
        this.fileName = blankToNull(fileName);
    }
}
