package org.flotilla.pull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.flotilla.site.RemoteFile;

/**
 * A file at a partner that is pulled for an account: what makes it this file and no other. One of the same name with another
 * size or time is another file.
 *
 * @param site empty: a monitored folder of our own
 * @param folder at the partner, or below the folder for monitors
 */
public record PulledFile(String site, String account, String folder, RemoteFile file) {

    /** Of path, size and time: short enough for an index, whatever the path. */
    public String key() {
        String text = path() + "\n" + file.size() + "\n" + file.modified().getEpochSecond();
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    public String path() {
        return in(folder, file.name());
    }

    static String in(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
