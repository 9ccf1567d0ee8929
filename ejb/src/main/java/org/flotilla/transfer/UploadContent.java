package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.SiteConnection;
import org.flotilla.storage.Contents;
import org.flotilla.storage.SealedContent;

/** Sends a content to a path at a site, and makes sure that what was sent is what was stored, and all of it. */
@ApplicationScoped
public class UploadContent {
    private final Contents contents;

    /** For CDI's proxy. */
    protected UploadContent() {
        this(null);
    }

    @Inject
    public UploadContent(Contents contents) {
        this.contents = contents;
    }

    /**
     * Returns the SHA-256 of what was sent.
     *
     * @param stillOurs as {@link SiteConnection#write} asks it
     * @throws FlotillaException FILE_MISSING, STORAGE, or what the connection throws
     */
    public String to(SiteConnection connection, String path, SealedContent content, Runnable stillOurs) {
        MessageDigest digest = sha256();
        try (InputStream stored = contents.open(content.id());
                InputStream digested = new DigestInputStream(stored, digest)) {
            connection.write(path, digested, stillOurs);
        } catch (IOException e) {
            throw new FlotillaException(
                    ErrorCode.STORAGE, "The stored content cannot be read.", "Check the shared file system.", e);
        }
        String sent = HexFormat.of().formatHex(digest.digest());
        ensureSame(content, sent);
        ensureWhole(connection.size(path), content.size());
        return sent;
    }

    private static void ensureSame(SealedContent content, String sent) {
        if (content.sha256() != null && !content.sha256().equals(sent)) {
            throw new FlotillaException(
                    ErrorCode.FILE_MISSING,
                    "The stored content is not what arrived: its SHA-256 is " + sent + ", not " + content.sha256()
                            + ".",
                    "Storage damaged it: have the file sent again, and check the file system.");
        }
    }

    private static void ensureWhole(OptionalLong size, long expected) {
        if (size.isEmpty() || size.getAsLong() != expected) {
            throw new FlotillaException(
                    ErrorCode.PARTNER_BUSY,
                    "The partner has " + (size.isEmpty() ? "nothing" : size.getAsLong() + " bytes") + " of " + expected
                            + " bytes sent.",
                    "It is tried again; if it stays, ask the partner whether its disk is full.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
