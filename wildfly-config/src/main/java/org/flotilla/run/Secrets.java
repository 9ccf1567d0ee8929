package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Map;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.wildfly.security.auth.server.IdentityCredentials;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.credential.SecretKeyCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.WildFlyElytronCredentialStoreProvider;
import org.wildfly.security.encryption.CipherUtil;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.ClearPassword;

/**
 * The two credential stores of a domain, as {@code 12-credentials.cli} expects them in its configuration folder, and the
 * key stores whose passwords they hold. Everything is random and made once; a second call finds it and changes nothing,
 * so that what the application encrypted stays readable. Not for use by several processes at once.
 */
public final class Secrets {

    private static final String KEY_STORE_FILE = "flotilla-key.cs";
    private static final String PASSWORD_STORE_FILE = "flotilla.cs";
    private static final String PASSPHRASE_FILE = "flotilla.passphrase";
    private static final String KEY_ALIAS = "flotilla-master";
    private static final int KEY_BITS = 256;
    private static final Provider[] PROVIDERS = {
        WildFlyElytronCredentialStoreProvider.getInstance(), WildFlyElytronPasswordProvider.getInstance()
    };

    private final Path folder;
    private final SecretKey master;
    private final CredentialStore.ProtectionParameter protection;

    private Secrets(Path folder, SecretKey master, CredentialStore.ProtectionParameter protection) {
        this.folder = folder;
        this.master = master;
        this.protection = protection;
    }

    /** Opens the stores of the folder; makes what is missing, for the owner only. */
    public static Secrets in(Path folder) {
        try {
            PrivateFile.folder(folder);
            SecretKey master = master(folder.resolve(KEY_STORE_FILE));
            String passphrase = passphrase(folder.resolve(PASSPHRASE_FILE), master);
            Secrets secrets = new Secrets(folder, master, protection(passphrase));
            secrets.complete();
            return secrets;
        } catch (GeneralSecurityException e) {
            throw unreadable(folder, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunFailure unreadable(Path folder, Exception cause) {
        return new RunFailure(
                "The credential stores in " + folder + " cannot be opened. If they are no longer wanted,"
                        + " delete them; secrets in a kept database become unreadable then (-Dfresh starts anew).",
                cause);
    }

    private static SecretKey master(Path file) throws GeneralSecurityException {
        if (!Files.exists(file) || !keys(file).exists(KEY_ALIAS, SecretKeyCredential.class)) {
            PrivateFile.rewrite(file, Secrets::makeMaster);
        }
        PrivateFile.restrict(file);
        return keys(file).retrieve(KEY_ALIAS, SecretKeyCredential.class).getSecretKey();
    }

    private static void makeMaster(Path file) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(KEY_BITS);
        CredentialStore store = keys(file);
        store.store(KEY_ALIAS, new SecretKeyCredential(generator.generateKey()));
        store.flush();
    }

    private static CredentialStore keys(Path file) throws GeneralSecurityException {
        return open("PropertiesCredentialStore", Map.of("location", file.toString(), "create", "true"), null);
    }

    private CredentialStore passwords(Path file) throws GeneralSecurityException {
        return open(
                "KeyStoreCredentialStore",
                Map.of("location", file.toString(), "create", "true", "modifiable", "true", "keyStoreType", "PKCS12"),
                protection);
    }

    private static String passphrase(Path file, SecretKey master) throws GeneralSecurityException {
        if (!Files.exists(file)) {
            PrivateFile.write(file, CipherUtil.encrypt(PrivateFile.randomSecret(), master));
        }
        return CipherUtil.decrypt(PrivateFile.read(file), master);
    }

    private static CredentialStore open(
            String type, Map<String, String> attributes, CredentialStore.ProtectionParameter protection)
            throws GeneralSecurityException {
        CredentialStore store = CredentialStore.getInstance(type, PROVIDERS[0]);
        store.initialize(attributes, protection, PROVIDERS);
        return store;
    }

    private static CredentialStore.ProtectionParameter protection(String passphrase) {
        return new CredentialStore.CredentialSourceProtectionParameter(
                IdentityCredentials.NONE.withCredential(credential(passphrase)));
    }

    private static PasswordCredential credential(String secret) {
        return new PasswordCredential(ClearPassword.createRaw(ClearPassword.ALGORITHM_CLEAR, secret.toCharArray()));
    }

    private void complete() throws GeneralSecurityException, IOException {
        ensure("messaging-cluster");
        PrivateFile.restrict(store());
        ensure("datasource");
        SelfSigned.ensure(folder.resolve("flotilla-https.p12"), ensure("https-key-store"), "localhost");
        SelfSigned.ensure(folder.resolve("flotilla-cluster.p12"), ensure("cluster-key-store"), "flotilla-cluster");
    }

    private String ensure(String alias) throws GeneralSecurityException {
        if (!passwords(store()).exists(alias, PasswordCredential.class)) {
            put(alias, PrivateFile.randomSecret());
        }
        return get(alias);
    }

    private Path store() {
        return folder.resolve(PASSWORD_STORE_FILE);
    }

    /** Stores a secret under an alias, in the place of the one before. */
    public void put(String alias, String secret) {
        try {
            PrivateFile.rewrite(store(), file -> {
                CredentialStore passwords = passwords(file);
                passwords.store(alias, credential(secret));
                passwords.flush();
            });
        } catch (GeneralSecurityException e) {
            throw unreadable(folder, e);
        }
    }

    /** The secret of an alias. */
    public String get(String alias) {
        try {
            PasswordCredential found = passwords(store()).retrieve(alias, PasswordCredential.class);
            return new String(found.getPassword(ClearPassword.class).getPassword());
        } catch (GeneralSecurityException e) {
            throw unreadable(folder, e);
        }
    }

    /** The passphrase of the password store, encrypted with the master key, as the property of the script wants it. */
    String encryptedPassphrase() {
        return PrivateFile.read(folder.resolve(PASSPHRASE_FILE));
    }

    /** Encrypts as the server's expression resolver does; for checks. */
    String encrypt(String clear) {
        try {
            return CipherUtil.encrypt(clear, master);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
