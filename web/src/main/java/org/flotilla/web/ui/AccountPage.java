package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.flotilla.account.Account;
import org.flotilla.account.AccountRequest;
import org.flotilla.account.Accounts;

/** One account. */
@Named
@RequestScoped
public class AccountPage extends EditPage {

    @Inject
    private Accounts accounts;

    private String newName;
    private String password;
    private String publicKeys;
    private boolean enabled = true;

    @Override
    boolean load(String existing) {
        Optional<Account> found = accounts.find(existing);
        found.ifPresent(account -> {
            setVersion(account.version());
            publicKeys = String.join("\n", account.publicKeys());
            enabled = account.enabled();
        });
        return found.isPresent();
    }

    @Override
    void create(String actor) {
        accounts.create(new AccountRequest(newName, password, keys(), enabled), actor);
    }

    @Override
    void update(String existing, long versionRead, String actor) {
        accounts.update(existing, new AccountRequest(existing, password, keys(), enabled), versionRead, actor);
    }

    @Override
    void delete(String existing, long versionRead, String actor) {
        accounts.delete(existing, versionRead, actor);
    }

    @Override
    String list() {
        return "accounts";
    }

    private List<String> keys() {
        return publicKeys == null
                ? List.of()
                : publicKeys
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = newName;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getPublicKeys() {
        return publicKeys;
    }

    public void setPublicKeys(String publicKeys) {
        this.publicKeys = publicKeys;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
