package org.flotilla.site;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A site's row. Password and private key are ciphertexts here, in the cache, and in the database (A3). */
@Entity
@Table(name = "site")
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class SiteEntity {
    @Id
    @Column(name = "name", length = 60, updatable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "protocol", length = 10, nullable = false)
    private Protocol protocol;

    @Column(name = "host", length = 255, nullable = false)
    private String host;

    @Column(name = "port", nullable = false)
    private int port;

    @Column(name = "user_name", length = 100, nullable = false)
    private String userName;

    @Column(name = "password")
    private String password;

    @Column(name = "private_key")
    private String privateKey;

    @Column(name = "host_key", length = 4000, nullable = false)
    private String hostKey;

    @Column(name = "remote_folder", length = 1000, nullable = false)
    private String remoteFolder;

    @Column(name = "retry_first")
    private Integer retryFirst;

    @Column(name = "retry_longest")
    private Integer retryLongest;

    @Column(name = "maximum_attempts")
    private Integer maximumAttempts;

    @Column(name = "single_node", nullable = false)
    private boolean singleNode;

    @Column(name = "maximum_connections", nullable = false)
    private int maximumConnections;

    @Version
    @Column(name = "version", nullable = false)
    private long version;

    protected SiteEntity() {
        // for JPA
    }

    SiteEntity(String name) {
        this.name = name;
    }

    Site view() {
        return new Site(
                name,
                protocol,
                host,
                port,
                userName,
                password != null,
                privateKey != null,
                hostKey,
                remoteFolder,
                retryFirst,
                retryLongest,
                maximumAttempts,
                singleNode,
                maximumConnections,
                version);
    }

    /** The ciphertext; may be null. */
    String password() {
        return password;
    }

    /** The ciphertext; may be null. */
    String privateKey() {
        return privateKey;
    }

    long version() {
        return version;
    }

    void setAddress(Protocol newProtocol, String newHost, int newPort, String newUserName) {
        this.protocol = newProtocol;
        this.host = newHost;
        this.port = newPort;
        this.userName = newUserName;
    }

    void setHostKey(String hostKey) {
        this.hostKey = hostKey;
    }

    void setRemoteFolder(String remoteFolder) {
        this.remoteFolder = remoteFolder;
    }

    /** How events for it are tried again; null where the task type or the cluster says. Seconds. */
    void setRetries(Integer first, Integer longest, Integer attempts) {
        this.retryFirst = first;
        this.retryLongest = longest;
        this.maximumAttempts = attempts;
    }

    void setConnections(boolean newSingleNode, int newMaximum) {
        this.singleNode = newSingleNode;
        this.maximumConnections = newMaximum;
    }

    void setPassword(String ciphertext) {
        this.password = ciphertext;
    }

    void setPrivateKey(String ciphertext) {
        this.privateKey = ciphertext;
    }
}
