package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A page that creates, changes or deletes one named thing. The version that was read goes with the form, so that nobody
 * overwrites what somebody else changed meanwhile. Without a name in its address the page creates.
 */
public abstract class EditPage {

    private static final long NO_VERSION = -1;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    private String name;
    private Long version;

    /** From the address, and from the form when that is sent: known before Faces asks what is on the page. */
    @PostConstruct
    void readName() {
        name = ListPage.blankToNull(request.getParameter("name"));
    }

    /** Fills the form; asked once when the page is opened, with a name. */
    abstract boolean load(String existing);

    abstract void create(String actor);

    abstract void update(String existing, long versionRead, String actor);

    abstract void delete(String existing, long versionRead, String actor);

    /** The page with the list, and the beginning of the keys of its texts: {@code accounts}. */
    abstract String list();

    /** Called before the page is shown. */
    public void open() {
        if (name != null && !load(name)) {
            Outcome.instead("/" + list() + ".xhtml", Outcome.text("edit.gone", name));
        }
    }

    public void save() {
        if (Outcome.of(this::createOrUpdate)) {
            Outcome.done("/" + list() + ".xhtml", Outcome.text("edit.saved"));
        }
    }

    public void remove() {
        boolean done = Outcome.of(() -> {
            me.requireAdmin();
            delete(name, versionRead(), me.getName());
        });
        if (done) {
            Outcome.done("/" + list() + ".xhtml", Outcome.text("edit.deleted", name));
        }
    }

    private void createOrUpdate() {
        me.requireAdmin();
        if (name == null) {
            create(me.getName());
        } else {
            update(name, versionRead(), me.getName());
        }
    }

    /** What a form without a version, as only one made by hand is, was made from is none that there is. */
    private long versionRead() {
        return version == null ? NO_VERSION : version;
    }

    /** The name of what is changed; null while something is created. */
    public String getName() {
        return name;
    }

    public Long getVersion() {
        return version;
    }

    public void setVersion(Long version) {
        this.version = version;
    }

    public boolean isNew() {
        return name == null;
    }
}
