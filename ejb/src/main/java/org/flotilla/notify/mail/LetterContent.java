package org.flotilla.notify.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import org.flotilla.notify.Letter;

/** A letter as parts of a mail: text and HTML, of which programs show the one they can, and the file. */
final class LetterContent {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private LetterContent() {}

    static MimeMultipart of(Letter letter) throws MessagingException {
        return new MimeMultipart("mixed", body(letter), file(letter));
    }

    private static MimeBodyPart body(Letter letter) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), UTF_8, "html");
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(new MimeMultipart("alternative", text, html));
        return body;
    }

    /** In base64, so that line ends arrive as they are. */
    private static MimeBodyPart file(Letter letter) throws MessagingException {
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(
                letter.attachment().getBytes(StandardCharsets.UTF_8), "text/csv; charset=UTF-8; header=present")));
        file.setFileName(letter.attachmentName());
        file.setHeader("Content-Transfer-Encoding", "base64");
        return file;
    }
}
