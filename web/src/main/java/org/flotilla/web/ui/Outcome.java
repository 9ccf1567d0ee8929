package org.flotilla.web.ui;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ResourceBundle;
import org.flotilla.core.FlotillaException;

/** What pages tell after an act, and where they go then. */
final class Outcome {

    private Outcome() {}

    /** Runs an act. What a person can act on becomes a message on the page; anything else is for the error page. */
    static boolean of(Runnable act) {
        try {
            act.run();
            return true;
        } catch (FlotillaException e) {
            refused(e.getMessage(), e.remedy());
            return false;
        }
    }

    static void refused(String what, String remedy) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, what, remedy));
    }

    /** Goes to another page of ours, by a new GET, and tells there that it is done. */
    static void done(String path, String what) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, what, null));
        go(path);
    }

    static void go(String path) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        try {
            external.redirect(external.getRequestContextPath() + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text of the bundle in the reader's language. */
    static String text(String key, Object... values) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ResourceBundle bundle = faces.getApplication().getResourceBundle(faces, "t");
        return values.length == 0
                ? bundle.getString(key)
                : new java.text.MessageFormat(
                                bundle.getString(key), faces.getViewRoot().getLocale())
                        .format(values);
    }
}
