package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.flotilla.site.Protocol;
import org.flotilla.site.Site;
import org.flotilla.site.SiteRequest;
import org.flotilla.site.Sites;

/** One site. */
@Named
@RequestScoped
public class SitePage extends EditPage {

    @Inject
    private Sites sites;

    private String newName;
    private Protocol protocol = Protocol.SFTP;
    private String host;
    private Integer port;
    private String userName;
    private String password;
    private String privateKey;
    private String hostKey;
    private String remoteFolder;
    private Integer retryFirst;
    private Integer retryLongest;
    private Integer maximumAttempts;
    private boolean singleNode;
    private Integer maximumConnections;

    @Override
    boolean load(String existing) {
        Optional<Site> found = sites.find(existing);
        found.ifPresent(site -> {
            setVersion(site.version());
            protocol = site.protocol();
            host = site.host();
            port = site.port();
            userName = site.userName();
            hostKey = site.hostKey();
            remoteFolder = site.remoteFolder();
            retryFirst = site.retryFirst();
            retryLongest = site.retryLongest();
            maximumAttempts = site.maximumAttempts();
            singleNode = site.singleNode();
            maximumConnections = site.maximumConnections();
        });
        return found.isPresent();
    }

    @Override
    void create(String actor) {
        sites.create(request(newName), actor);
    }

    @Override
    void update(String existing, long versionRead, String actor) {
        sites.update(existing, request(existing), versionRead, actor);
    }

    @Override
    void delete(String existing, long versionRead, String actor) {
        sites.delete(existing, versionRead, actor);
    }

    @Override
    String list() {
        return "sites";
    }

    private SiteRequest request(String name) {
        return new SiteRequest(
                name,
                protocol,
                host,
                port,
                userName,
                password,
                privateKey,
                hostKey,
                remoteFolder,
                retryFirst,
                retryLongest,
                maximumAttempts,
                singleNode,
                maximumConnections);
    }

    public Protocol[] getProtocols() {
        return Protocol.values();
    }

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = newName;
    }

    public Protocol getProtocol() {
        return protocol;
    }

    public void setProtocol(Protocol protocol) {
        this.protocol = protocol;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public Integer getPort() {
        return port;
    }

    public void setPort(Integer port) {
        this.port = port;
    }

    public String getUserName() {
        return userName;
    }

    public void setUserName(String userName) {
        this.userName = userName;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getPrivateKey() {
        return privateKey;
    }

    public void setPrivateKey(String privateKey) {
        this.privateKey = privateKey;
    }

    public String getHostKey() {
        return hostKey;
    }

    public void setHostKey(String hostKey) {
        this.hostKey = hostKey;
    }

    public String getRemoteFolder() {
        return remoteFolder;
    }

    public void setRemoteFolder(String remoteFolder) {
        this.remoteFolder = remoteFolder;
    }

    public Integer getRetryFirst() {
        return retryFirst;
    }

    public void setRetryFirst(Integer retryFirst) {
        this.retryFirst = retryFirst;
    }

    public Integer getRetryLongest() {
        return retryLongest;
    }

    public void setRetryLongest(Integer retryLongest) {
        this.retryLongest = retryLongest;
    }

    public Integer getMaximumAttempts() {
        return maximumAttempts;
    }

    public void setMaximumAttempts(Integer maximumAttempts) {
        this.maximumAttempts = maximumAttempts;
    }

    public boolean isSingleNode() {
        return singleNode;
    }

    public void setSingleNode(boolean singleNode) {
        this.singleNode = singleNode;
    }

    public Integer getMaximumConnections() {
        return maximumConnections;
    }

    public void setMaximumConnections(Integer maximumConnections) {
        this.maximumConnections = maximumConnections;
    }
}
