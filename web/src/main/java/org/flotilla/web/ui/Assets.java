package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The look and the script of the pages. Browsers keep them for days: their address changes with their content, so that
 * after an upgrade nobody sees new pages in the old look.
 */
@Named
@ApplicationScoped
public class Assets {

    private static final List<String> FILES =
            List.of("/resources/flotilla/flotilla.css", "/resources/flotilla/flotilla.js");

    @Inject
    private ServletContext application;

    private String version;

    @PostConstruct
    void read() {
        CRC32 sum = new CRC32();
        FILES.forEach(file -> sum.update(content(file)));
        version = Long.toHexString(sum.getValue());
    }

    private byte[] content(String file) {
        try (InputStream in = application.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on all nodes with this version of the application. */
    public String getVersion() {
        return version;
    }
}
