package org.flotilla.web.rest;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.flotilla.core.FlotillaException;
import org.flotilla.web.problem.RequestRefused;

/**
 * Reads request bodies: one JSON object each, into a record. One that is too large is refused before it is held in memory.
 * The server's own bound, 2 MiB, ends larger ones without a word (50-web.cli).
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class RecordReader implements MessageBodyReader<Record> {

    /** Kept, as {@code Json.createReader} would look for it among all modules for each body. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** The largest that makes sense has some 140 KiB. A field of 1 MiB still comes to be told by its name. */
    static final int MOST_BYTES = 1536 * 1024;

    private static final int CONTENT_TOO_LARGE = 413;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        if (declared(headers.getFirst(HttpHeaders.CONTENT_LENGTH)) > MOST_BYTES) {
            throw tooLarge();
        }
        return RecordInput.read(parse(body), type);
    }

    private static long declared(String length) {
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    static RequestRefused tooLarge() {
        return new RequestRefused(
                CONTENT_TOO_LARGE,
                "CONTENT_TOO_LARGE",
                "The body is larger than " + MOST_BYTES + " bytes.",
                "Send less at a time.");
    }

    static JsonObject parse(InputStream body) {
        try (JsonReader reader = JSON.createReader(new BoundedStream(body, MOST_BYTES, RecordReader::tooLarge))) {
            JsonStructure json = reader.read();
            if (json instanceof JsonObject object) {
                return object;
            }
            throw FlotillaException.invalid("The body is a list.", "Send one JSON object.");
        } catch (JsonParsingException e) {
            throw FlotillaException.invalid("The body is no JSON" + place(e.getLocation()) + ".", "Mend it there.");
        } catch (FlotillaException | RequestRefused e) {
            throw e;
        } catch (RuntimeException e) { // also what the parser throws of what is nested too deeply
            throw FlotillaException.invalid("The body cannot be read as JSON.", "Send one JSON object in UTF-8.");
        }
    }

    private static String place(JsonLocation location) {
        if (location == null || location.getLineNumber() < 0) {
            return "";
        }
        return ": it breaks at line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }
}
