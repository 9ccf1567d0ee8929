package org.flotilla.site;

/**
 * What a site shall be. Password, private key: null means none at creation, unchanged at update.
 *
 * @param port 1 to 65535; null means the protocol's own (22)
 * @param privateKey PEM or OpenSSH form, without a passphrase
 * @param hostKey the partner's host key as in known_hosts without the names: {@code ssh-ed25519 AAAA...}; required
 * @param remoteFolder null means {@code /}
 * @param retryFirst 1 to 3600 seconds; null means as the task type or the cluster says, like the next two
 * @param retryLongest 1 to 86400 seconds
 * @param maximumAttempts 1 to 100
 * @param singleNode all connections to it come from one node at a time (W4); null means false
 * @param maximumConnections at once, from all nodes together (W4), 1 to 1000; null means 8
 */
public record SiteRequest(
        String name,
        Protocol protocol,
        String host,
        Integer port,
        String userName,
        String password,
        String privateKey,
        String hostKey,
        String remoteFolder,
        Integer retryFirst,
        Integer retryLongest,
        Integer maximumAttempts,
        Boolean singleNode,
        Integer maximumConnections) {

    /** Leaves password and private key out, so that they cannot get into a log. */
    @Override
    public String toString() {
        return "SiteRequest[name=" + name + ", protocol=" + protocol + ", host=" + host + ", port=" + port
                + ", userName=" + userName + ", hostKey=" + hostKey + ", remoteFolder=" + remoteFolder
                + ", retryFirst=" + retryFirst + ", retryLongest=" + retryLongest + ", maximumAttempts="
                + maximumAttempts
                + ", singleNode=" + singleNode + ", maximumConnections=" + maximumConnections + "]";
    }
}
