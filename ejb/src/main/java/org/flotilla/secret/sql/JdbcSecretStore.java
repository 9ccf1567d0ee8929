package org.flotilla.secret.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.flotilla.core.sql.Database;
import org.flotilla.secret.SecretStore;

/** The table {@code secret}. */
@ApplicationScoped
public class JdbcSecretStore implements SecretStore {

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcSecretStore() {
        this(null);
    }

    @Inject
    public JdbcSecretStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> find(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(statement("find"))
                        .bind("name", name)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public void insertIfAbsent(String name, String ciphertext) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(statement("insertIfAbsent"))
                        .bind("name", name)
                        .bind("ciphertext", ciphertext)
                        .execute());
    }

    private String statement(String name) {
        return database.statements(JdbcSecretStore.class, "secret.sql").get(name);
    }
}
