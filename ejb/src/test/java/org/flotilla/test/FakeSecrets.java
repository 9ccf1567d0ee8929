package org.flotilla.test;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.flotilla.secret.Secrets;

/** Secrets that are plain to see. */
public final class FakeSecrets implements Secrets {
    private final Map<String, String> shared = new ConcurrentHashMap<>();

    @Override
    public String encrypt(String clear) {
        return clear == null ? null : "encrypted " + new StringBuilder(clear).reverse();
    }

    @Override
    public String decrypt(String ciphertext) {
        return ciphertext == null
                ? null
                : new StringBuilder(ciphertext.substring("encrypted ".length()))
                        .reverse()
                        .toString();
    }

    @Override
    public Optional<String> shared(String name) {
        return Optional.ofNullable(shared.get(name));
    }

    @Override
    public String shared(String name, Supplier<String> maker) {
        return shared.computeIfAbsent(name, any -> maker.get());
    }
}
