package org.flotilla.web.ui;

/** A row of a route's form: a push to a site, if it has one. */
public class StepRow {

    private String site;
    private String remoteFolder;

    StepRow(String site, String remoteFolder) {
        this.site = site;
        this.remoteFolder = remoteFolder;
    }

    public String getSite() {
        return site;
    }

    public void setSite(String site) {
        this.site = site;
    }

    public String getRemoteFolder() {
        return remoteFolder;
    }

    public void setRemoteFolder(String remoteFolder) {
        this.remoteFolder = remoteFolder;
    }
}
