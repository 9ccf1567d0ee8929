package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Somebody with a browser that has no scripts. Follows no redirects unless told to; takes any certificate. */
final class PageUser {

    private static final Pattern HIDDEN = Pattern.compile("<input [^>]*type=\"hidden\"[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(name|value)=\"([^\"]*)\"");

    private final URI ui;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;
    private String setCookie = "";

    /** @param ui ends in a slash */
    PageUser(URI ui) {
        this.ui = ui;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .sslContext(trusting())
                .build();
    }

    /** One who comes with the id of a session. */
    static PageUser withSession(URI ui, String id) {
        PageUser user = new PageUser(ui);
        HttpCookie cookie = new HttpCookie("JSESSIONID", id);
        cookie.setPath("/flotilla");
        cookie.setVersion(0);
        user.cookies.getCookieStore().add(ui, cookie);
        return user;
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    HttpResponse<String> get(String page) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(ui.resolve(page)));
    }

    /** Gets a page, or the one that it leads to. */
    HttpResponse<String> follow(String page) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(page);
        return answer.headers().firstValue("Location").isPresent()
                ? get(answer.headers().firstValue("Location").orElseThrow())
                : answer;
    }

    /** Signs in; fails if that is refused. */
    void signIn(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = trySignIn(name, password);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        setCookie = String.join(" ", answer.headers().allValues("Set-Cookie"));
    }

    /** Fills in the sign-in page and sends it. */
    HttpResponse<String> trySignIn(String name, String password) throws IOException, InterruptedException {
        return submit(hidden(get("login.xhtml").body()), name, password);
    }

    /** Sends what the sign-in page would, without having got it. */
    HttpResponse<String> trySignInWithoutLooking(String name, String password)
            throws IOException, InterruptedException {
        return submit(new LinkedHashMap<>(Map.of("f", "f", "jakarta.faces.ViewState", "stateless")), name, password);
    }

    private HttpResponse<String> submit(Map<String, String> fields, String name, String password)
            throws IOException, InterruptedException {
        fields.put("name", name);
        fields.put("password", password);
        fields.put("sign-in", "Sign in");
        return post("login.xhtml", fields);
    }

    private HttpResponse<String> post(String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(ui.resolve(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Sends the form of a page, as it came, with the button pressed and the fields filled in. */
    HttpResponse<String> send(String page, String form, String button, Map<String, String> fields)
            throws IOException, InterruptedException {
        String body = get(page).body();
        int start = body.indexOf("<form id=\"" + form + "\"");
        assertThat(start).as("form " + form + " in " + body).isNotNegative();
        Map<String, String> all = hidden(body.substring(start, body.indexOf("</form>", start)));
        all.put(button, button);
        all.putAll(fields);
        return post(page.replaceAll("\\?.*", ""), all);
    }

    private static Map<String, String> hidden(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        HIDDEN.matcher(page).results().forEach(input -> {
            Map<String, String> attributes = new LinkedHashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(input.group());
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            fields.put(attributes.get("name"), attributes.getOrDefault("value", ""));
        });
        return fields;
    }

    /** Deletes over the API, with HTTP Basic. */
    HttpResponse<String> delete(String path, String name, String password) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(ui.resolve(path))
                .header("Authorization", "Basic " + login)
                .DELETE());
    }

    /** The id of the session. */
    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** What the last sign-in said of the session's cookie. */
    String setCookie() {
        return setCookie;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Accept-Language", "en").build(), BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
