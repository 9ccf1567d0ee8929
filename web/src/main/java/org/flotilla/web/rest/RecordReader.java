package org.flotilla.web.rest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.flotilla.core.FlotillaException;

/** Reads request bodies: one JSON object each, into a record. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class RecordReader implements MessageBodyReader<Record> {

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
        return RecordInput.read(parse(body), type);
    }

    static JsonObject parse(InputStream body) {
        try (JsonReader reader = Json.createReader(body)) {
            JsonStructure json = reader.read();
            if (json instanceof JsonObject object) {
                return object;
            }
            throw FlotillaException.invalid("The body is a list.", "Send one JSON object.");
        } catch (JsonParsingException e) {
            throw FlotillaException.invalid("The body is no JSON" + place(e.getLocation()) + ".", "Mend it there.");
        } catch (JsonException e) {
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
