package org.flotilla.testsuite.deployed;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.client.SftpClient;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.RestClient;
import org.flotilla.run.RunFailure;
import org.flotilla.testsuite.cluster.TestAccount;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The archive in which a test runs within the server, beside the EAR, which stays as it was built. Sees the faces of the
 * EAR's EJB jar as another application would, by their names in JNDI.
 */
final class Within {

    /** Where the faces that are session beans are found. */
    static final String FACES = "java:global/flotilla/flotilla-ejb/";

    private static final String MODULES = "Dependencies: deployment.flotilla.ear.flotilla-ejb.jar\n";

    private Within() {}

    static WebArchive archive(Class<?> test) {
        return ShrinkWrap.create(WebArchive.class, test.getSimpleName() + ".war")
                .addClasses(test, Within.class, Deployed.class, SftpUser.class, TestAccount.class)
                .addClasses(RestClient.class, RestClient.Answer.class, RunFailure.class, DemoPartner.class)
                .addAsLibraries(Stream.of(
                                Assertions.class,
                                Awaitility.class,
                                Matcher.class,
                                SshClient.class,
                                SshException.class,
                                SftpClient.class)
                        .map(Within::jar)
                        .toArray(File[]::new))
                .setManifest(new StringAsset("Manifest-Version: 1.0\n" + MODULES + "\n"));
    }

    private static File jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toFile();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
