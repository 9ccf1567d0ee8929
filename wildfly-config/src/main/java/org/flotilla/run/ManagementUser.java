package org.flotilla.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Lets a person into the management console. The file is the one that the server's add-user program writes; its format
 * (an MD5 of user, realm and password) is the server's, which offers no other for its console.
 */
public final class ManagementUser {

    private static final String REALM = "ManagementRealm";

    private ManagementUser() {}

    /** Makes the user the only one of the domain whose configuration folder is given. */
    public static void write(Path configuration, String name, String password) {
        PrivateFile.write(
                configuration.resolve("mgmt-users.properties"),
                "#$REALM_NAME=" + REALM + "$ This line is used by the add-user program, leave it\n" + name + "="
                        + digest(name, password) + "\n");
    }

    static String digest(String name, String password) {
        try {
            byte[] input = (name + ":" + REALM + ":" + password).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(input));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
