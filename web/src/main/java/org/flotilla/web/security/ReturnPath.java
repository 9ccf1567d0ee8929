package org.flotilla.web.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The page to come back to after the sign-in. Only a page of this application is ever gone to: no open redirect. */
public final class ReturnPath {

    private static final String HOME = "/index.xhtml";
    private static final Pattern OURS = Pattern.compile("/[a-z-]+\\.xhtml(\\?[A-Za-z0-9_.~%&=+*-]*)?");

    private ReturnPath() {}

    /** The query string that carries it; empty where the start page will do. */
    static String parameter(String wanted) {
        return isOurs(wanted) && !wanted.equals(HOME)
                ? "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8)
                : "";
    }

    /** The page to go to; the start page if what came back is none of ours. */
    public static String safe(String next) {
        return isOurs(next) ? next : HOME;
    }

    private static boolean isOurs(String path) {
        return path != null && OURS.matcher(path).matches() && !path.startsWith(PageAuthentication.SIGN_IN);
    }
}
