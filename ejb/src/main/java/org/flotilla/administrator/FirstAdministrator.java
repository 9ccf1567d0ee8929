package org.flotilla.administrator;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the administrator {@code admin} when there is none (A4). There is no default password. The file of the first
 * password may name further ones; all are made or none. Every starting node tries; the table's key lets one succeed, and
 * the others find that there is an administrator after all.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstAdministrator {

    static final String NAME = "admin";
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    @Inject
    private Administrators administrators;

    @PostConstruct
    void createIfNone() {
        if (!administrators.list().isEmpty()) {
            return;
        }
        FirstPassword password = FirstPassword.find();
        try {
            administrators.createFirst(all(password), "Flotilla's first start");
        } catch (RuntimeException e) {
            if (administrators.list().isEmpty()) {
                throw e;
            }
            LOG.info("Another node created the first administrator");
            return;
        }
        tell(password);
    }

    private static List<AdministratorRequest> all(FirstPassword password) {
        List<AdministratorRequest> all = new ArrayList<>(password.others());
        all.add(0, new AdministratorRequest(NAME, password.value(), Set.of(Role.ADMIN)));
        return all;
    }

    private static void tell(FirstPassword password) {
        if (password.isGenerated()) {
            LOG.warn(
                    "First start: sign in as '{}' with the password {} and change it. It is shown this once only.",
                    NAME,
                    password.value());
        } else {
            LOG.info("First start: created the administrator '{}' with the password from {}", NAME, password.source());
        }
    }
}
