package org.flotilla.web.ui;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
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
            RefusalText text = inReadersLanguage(e);
            e.field()
                    .ifPresentOrElse(
                            field -> refused(field, text.what(), text.remedy()),
                            () -> refused(text.what(), text.remedy()));
            return false;
        }
    }

    /** Runs an act, for a page that is made anew in any case: what a person can act on is told at the page of the path. */
    static void orBack(String path, Runnable act) {
        try {
            act.run();
        } catch (FlotillaException e) {
            RefusalText text = inReadersLanguage(e);
            goAndTell(path, FacesMessage.SEVERITY_ERROR, text.what(), text.remedy());
        }
    }

    private static RefusalText inReadersLanguage(FlotillaException refusal) {
        FacesContext faces = FacesContext.getCurrentInstance();
        return RefusalText.of(refusal, bundle(faces), faces.getViewRoot().getLocale());
    }

    /** Tells it beside the field of the form, if the page has that. */
    static void refused(String field, String what, String remedy) {
        FacesContext faces = FacesContext.getCurrentInstance();
        input(faces, field)
                .ifPresentOrElse(
                        input -> {
                            input.setValid(false);
                            String text = what + " " + remedy;
                            faces.addMessage(
                                    input.getClientId(faces),
                                    new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
                        },
                        () -> refused(what, remedy));
    }

    /** Fields are called as the request calls them; a new thing's name has a field of its own. */
    private static Optional<UIInput> input(FacesContext faces, String field) {
        String id = "name".equals(field) ? "newName" : field;
        return faces.getViewRoot().findComponent("f:" + id) instanceof UIInput input
                ? Optional.of(input)
                : Optional.empty();
    }

    static void refused(String what, String remedy) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, what, remedy));
    }

    /** Goes to another page of ours, by a new GET, and tells there that it is done. */
    static void done(String path, String what) {
        goAndTell(path, FacesMessage.SEVERITY_INFO, what);
    }

    /** Goes to another page of ours and tells there why this one was of no use. */
    static void instead(String path, String why) {
        goAndTell(path, FacesMessage.SEVERITY_WARN, why);
    }

    private static void goAndTell(String path, FacesMessage.Severity severity, String what) {
        goAndTell(path, severity, what, "");
    }

    private static void goAndTell(String path, FacesMessage.Severity severity, String what, String remedy) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(null, new FacesMessage(severity, what, remedy));
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

    private static ResourceBundle bundle(FacesContext faces) {
        return faces.getApplication().getResourceBundle(faces, "t");
    }

    /** A text of the bundle in the reader's language. */
    static String text(String key, Object... values) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ResourceBundle bundle = bundle(faces);
        return values.length == 0
                ? bundle.getString(key)
                : new java.text.MessageFormat(
                                bundle.getString(key), faces.getViewRoot().getLocale())
                        .format(values);
    }
}
