package org.flotilla.secret.wildfly;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import org.flotilla.secret.MasterKey;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceNotFoundException;
import org.wildfly.security.credential.SecretKeyCredential;
import org.wildfly.security.credential.store.CredentialStore;

/** The key {@code flotilla-master} of the server's secret-key credential store {@code flotilla-key}. */
@ApplicationScoped
public class CredentialStoreKey implements MasterKey {

    private static final String STORE = "flotilla-key";
    private static final String ALIAS = "flotilla-master";
    private static final String REMEDY =
            " Make it with SecretsCommand of wildfly-config, run the script 12-credentials.cli, and give every host the same"
                    + " store file (README.md of wildfly-config).";

    private volatile SecretKey key;

    @Override
    public SecretKey get() {
        SecretKey present = key;
        if (present == null) {
            present = read();
            key = present;
        }
        return present;
    }

    private static SecretKey read() {
        try {
            SecretKeyCredential credential = store().retrieve(ALIAS, SecretKeyCredential.class);
            if (credential == null) {
                throw failure("has no key '" + ALIAS + "'", null);
            }
            return credential.getSecretKey();
        } catch (GeneralSecurityException e) {
            throw failure("cannot be read", e);
        } catch (ServiceNotFoundException e) {
            throw failure("does not exist on this server", e);
        }
    }

    private static IllegalStateException failure(String what, Exception cause) {
        return new IllegalStateException("The credential store '" + STORE + "' " + what + "." + REMEDY, cause);
    }

    /** MSC offers no other way to a value of a service that the deployment does not declare. */
    @SuppressWarnings("deprecation")
    private static CredentialStore store() {
        ServiceName name = ServiceName.of("org", "wildfly", "security", "credential-store", STORE);
        ServiceContainer container = org.jboss.as.server.CurrentServiceContainer.getServiceContainer();
        CredentialStore store =
                (CredentialStore) container.getRequiredService(name).getValue();
        if (store == null) {
            throw failure("is not running", null);
        }
        return store;
    }
}
