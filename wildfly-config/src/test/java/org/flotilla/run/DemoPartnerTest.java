package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPartnerTest {

    @TempDir
    private Path folder;

    private DemoPartner partner;

    @BeforeEach
    void start() {
        partner = new DemoPartner(folder, 0);
        partner.start();
    }

    @AfterEach
    void close() {
        partner.close();
    }

    private void upload(String password, String path) throws IOException {
        new SftpUpload(partner.port(), DemoPartner.USER, password, Set.of(partner.fingerprint()))
                .put(path, new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void upload_withThePassword_arrives() throws IOException {
        upload(partner.password(), "/inbox/order.csv");

        assertThat(partner.files()).isEqualTo(1);
        assertThat(partner.logins()).isEqualTo(1);
        assertThat(partner.sha256("order.csv"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    @DisplayName("A6 another server's host key is refused before the password is given, and named")
    void upload_toAServerWithAnotherKey_isRefused() {
        SftpUpload upload =
                new SftpUpload(partner.port(), DemoPartner.USER, partner.password(), Set.of("SHA256:of-the-cluster"));

        assertThatThrownBy(() -> upload.put("/inbox/order.csv", InputStream.nullInputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + partner.port())
                .hasMessageContaining(partner.fingerprint())
                .hasMessageContaining("SHA256:of-the-cluster");

        assertThat(partner.logins()).isZero();
    }

    @Test
    void upload_withAnotherPassword_isRefused() {
        assertThatThrownBy(() -> upload("guess", "/inbox/order.csv")).isInstanceOf(IOException.class);

        assertThat(partner.files()).isZero();
        assertThat(partner.logins()).isZero();
    }

    @Test
    void upload_outOfTheRoot_staysWithin() throws IOException {
        upload(partner.password(), "/../../escaped.csv");

        assertThat(folder.resolve("escaped.csv")).doesNotExist();
        assertThat(folder.resolveSibling("escaped.csv")).doesNotExist();
        assertThat(partner.root().resolve("escaped.csv")).exists();
    }

    @Test
    void empty_forgetsTheFiles() throws IOException {
        upload(partner.password(), "/inbox/order.csv");
        partner.empty();

        assertThat(partner.files()).isZero();
    }

    @Test
    void keysAndPassword_ofTheNextRun_areTheSame() throws IOException {
        String key = partner.hostKey();
        String password = partner.password();
        partner.close();

        partner = new DemoPartner(folder, 0);
        partner.start();

        assertThat(partner.hostKey()).isEqualTo(key).startsWith("ecdsa-sha2-");
        assertThat(partner.password()).isEqualTo(password);
        assertThat(partner.fingerprint()).startsWith("SHA256:");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("host.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void start_onATakenPort_namesThePropertyThatMovesIt() {
        DemoPartner second = new DemoPartner(folder.resolve("second"), partner.port());

        assertThatThrownBy(second::start).isInstanceOf(RunFailure.class).hasMessageContaining("-Dpartner.port");
        second.close();
    }

    @Test
    void stop_endsTheServiceUntilTheNextStart() throws IOException {
        int port = partner.port();
        partner.stop();
        assertThat(Ports.isFree(port)).isTrue();

        partner.start();
        upload(partner.password(), "/inbox/again.csv");
        assertThat(partner.files()).isEqualTo(1);
    }
}
