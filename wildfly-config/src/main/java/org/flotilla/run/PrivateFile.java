package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Files that only their owner may read (mode 0600), for secrets, and random secrets to put into them. */
final class PrivateFile {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 18;

    private PrivateFile() {}

    /** What writes a file in its own way. */
    interface Writer {

        void write(Path file) throws IOException, GeneralSecurityException;
    }

    /** Makes a folder that only its owner may enter, and those above it that are missing; one that is there stays as it is. */
    static void folder(Path folder) {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder, e);
        }
    }

    /** Writes the text so that at no time anybody else can read it. */
    static void write(Path file, String text) {
        try {
            rewrite(file, fresh -> Files.writeString(fresh, text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Lets the writer make or change a file, so that at no time anybody else can read it whatever modes the writer gives: it
     * gets a copy in a folder of its owner only, which takes the file's place when it is whole.
     *
     * @throws GeneralSecurityException of the writer; the file is then as it was
     */
    static void rewrite(Path file, Writer writer) throws GeneralSecurityException {
        folder(file.getParent());
        try {
            Path work = Files.createTempDirectory(
                    file.getParent(), ".private", PosixFilePermissions.asFileAttribute(FOLDER));
            try {
                Path fresh = work.resolve(file.getFileName());
                if (Files.exists(file)) {
                    Files.copy(file, fresh);
                }
                writer.write(fresh);
                Files.setPosixFilePermissions(fresh, FILE);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Deletion.of(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Takes everybody else's rights on a file that was found away. */
    static void restrict(Path file) {
        try {
            Files.setPosixFilePermissions(file, FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot restrict " + file, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** A secret of 144 random bits that can stand in a URL, a shell word and a properties file. */
    static String randomSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The secret of the file, made at random when the file is not there. */
    static String readOrCreate(Path file) {
        if (!Files.exists(file)) {
            write(file, randomSecret());
        }
        return read(file);
    }
}
