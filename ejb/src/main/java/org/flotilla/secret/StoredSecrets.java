package org.flotilla.secret;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;

/** Secrets sealed with the master key. */
@Stateless
public class StoredSecrets implements Secrets {

    @Inject
    private MasterKey masterKey;

    @Inject
    private SecretStore store;

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public String encrypt(String clear) {
        return clear == null ? null : Sealed.seal(clear, masterKey.get());
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public String decrypt(String ciphertext) {
        return ciphertext == null ? null : Sealed.open(ciphertext, masterKey.get());
    }

    @Override
    public Optional<String> shared(String name) {
        return store.find(name).map(this::decrypt);
    }

    /**
     * Without a transaction, so that what is returned is what all nodes will find, and that none waits for the maker: an RSA
     * key takes seconds.
     */
    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public String shared(String name, Supplier<String> maker) {
        Optional<String> present = store.find(name);
        if (present.isEmpty()) {
            store.insertIfAbsent(name, encrypt(maker.get()));
            present = store.find(name);
        }
        return decrypt(present.orElseThrow());
    }
}
