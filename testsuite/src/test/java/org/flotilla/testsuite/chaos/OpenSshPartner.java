package org.flotilla.testsuite.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A partner whose SFTP server is OpenSSH's, as the user who runs the tests. Each of its sessions writes a log of its own, of
 * which each rename that succeeded is an arrival. Needs the Debian package openssh-server.
 */
public final class OpenSshPartner implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
    /** Where the server keeps a part of itself that may do nothing; root's cannot do without. */
    private static final Path SEPARATED = Path.of("/run/sshd");

    private static final Duration START = Duration.ofSeconds(10);
    private static final Pattern RENAME = Pattern.compile("(?:posix-)?rename old \"(.*)\" new \"(.*)\"");
    private static final Pattern READ = Pattern.compile("open \"(.*)\" flags READ mode");
    private static final Pattern STATUS = Pattern.compile("sent status (.*)");

    private final Path folder;
    private final int port;
    private final Process server;

    /** Starts one below the folder, which must be empty or missing, on any port that is free. */
    public OpenSshPartner(Path folder) {
        this.folder = folder.toAbsolutePath();
        try {
            Files.createDirectories(inbox());
            Files.createDirectories(logs());
            if (Files.isWritable(SEPARATED.getParent())) {
                Files.createDirectories(SEPARATED);
            }
            makeKey("host.key");
            makeKey("user.key");
            port = freePort();
            server = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is missing on this machine; empty if nothing is. */
    public static Optional<String> problem() {
        return Files.isExecutable(SSHD) && Files.isExecutable(SFTP_SERVER)
                ? Optional.empty()
                : Optional.of("needs OpenSSH's server: install the Debian package openssh-server");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void makeKey(String name) throws IOException {
        Process made = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(name).toString())
                .inheritIO()
                .start();
        try {
            if (made.waitFor() != 0) {
                throw new IOException("ssh-keygen failed; does " + folder.resolve(name) + " exist?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private Process start() throws IOException {
        Path log = folder.resolve("sshd.log");
        Path subsystem = Files.writeString(
                folder.resolve("sftp-server"),
                "#!/bin/sh\nexec %s -e -l DEBUG1 2>'%s'/$$.log\n".formatted(SFTP_SERVER, logs()));
        Files.setPosixFilePermissions(subsystem, PosixFilePermissions.fromString("rwx------"));
        Path configuration = Files.write(
                folder.resolve("sshd_config"),
                List.of(
                        "ListenAddress 127.0.0.1",
                        "Port " + port,
                        "HostKey " + folder.resolve("host.key"),
                        "PidFile none",
                        "AuthorizedKeysFile " + folder.resolve("user.key.pub"),
                        "StrictModes no",
                        "PermitRootLogin prohibit-password",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "UsePAM no",
                        "MaxStartups 1000",
                        "Subsystem sftp " + subsystem));
        Process started = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await("sshd; see " + log).atMost(START).until(this::answers);
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path logs() {
        return folder.resolve("sessions");
    }

    /** Where files are sent to: an absolute path of this machine, also for senders. */
    public Path inbox() {
        return folder.resolve("inbox");
    }

    public int port() {
        return port;
    }

    public String user() {
        return System.getProperty("user.name");
    }

    /** The private key of {@link #user()}, as OpenSSH writes it. */
    public String userKey() {
        return read(folder.resolve("user.key"));
    }

    /** The host key as one line of OpenSSH: type and key. */
    public String hostKey() {
        String[] words = read(folder.resolve("host.key.pub")).strip().split(" ", 3);
        return words[0] + " " + words[1];
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all files in the inbox, whole or half, sorted. */
    public List<String> names() {
        return names(inbox());
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The final names of all renames that succeeded; a name that is twice in it arrived twice. */
    List<String> arrivals() {
        return names(logs()).stream()
                .flatMap(log -> arrivals(read(logs().resolve(log))).stream())
                .toList();
    }

    /** The names of all files that were opened for reading; one that is twice in it was read twice. */
    public List<String> reads() {
        return names(logs()).stream()
                .flatMap(log -> reads(read(logs().resolve(log))).stream())
                .toList();
    }

    static List<String> reads(String log) {
        return READ.matcher(log)
                .results()
                .map(found -> Path.of(found.group(1)).getFileName().toString())
                .toList();
    }

    /** When the file of that name was renamed the last time: nothing else changes a file that has arrived. */
    FileTime arrivedAt(String name) {
        try {
            return (FileTime) Files.getAttribute(inbox().resolve(name), "unix:ctime");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of one session, which answers each request before it reads the next. */
    static List<String> arrivals(String log) {
        List<String> arrived = new ArrayList<>();
        String asked = null;
        for (String line : log.lines().toList()) {
            Matcher rename = RENAME.matcher(line);
            Matcher status = STATUS.matcher(line);
            if (rename.find()) {
                asked = Path.of(rename.group(2)).getFileName().toString();
            } else if (asked != null && status.find()) {
                if ("Success".equals(status.group(1).strip()) && !asked.endsWith(".part")) {
                    arrived.add(asked);
                }
                asked = null;
            }
        }
        return arrived;
    }

    /** Ends the server and its sessions. */
    @Override
    public void close() {
        List<ProcessHandle> sessions = server.descendants().toList();
        server.destroy();
        sessions.forEach(ProcessHandle::destroy);
    }
}
