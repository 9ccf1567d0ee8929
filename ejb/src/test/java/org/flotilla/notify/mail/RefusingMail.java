package org.flotilla.notify.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that refuses what it is told to. */
public final class RefusingMail extends GreenMail {

    private static final String DATA = "DATA";

    /** By address. */
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    public RefusingMail() {
        this(ServerSetupTest.SMTP.dynamicPort());
    }

    public RefusingMail(ServerSetup setup) {
        super(setup);
    }

    /** @param answer to whatever comes from or goes to the address, such as {@code 550 No such user} */
    public void refuse(String address, String answer) {
        answers.put(address, answer);
    }

    public void refuseData(String answer) {
        answers.put(DATA, answer);
    }

    public void acceptAll() {
        answers.clear();
    }

    /** How many mails are in the recipient's box. */
    public long received(String address) {
        return findReceivedMessages(user -> user.getEmail().equals(address), message -> true)
                .count();
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        return super.createServices(setups, new RefusingManagers(managers));
    }

    private final class RefusingManagers extends Managers {

        private final Managers usual;
        private final SmtpManager smtp;

        RefusingManagers(Managers usual) {
            this.usual = usual;
            this.smtp = new RefusingSmtp(usual);
        }

        @Override
        public SmtpManager getSmtpManager() {
            return smtp;
        }

        @Override
        public UserManager getUserManager() {
            return usual.getUserManager();
        }

        @Override
        public ImapHostManager getImapHostManager() {
            return usual.getImapHostManager();
        }
    }

    private final class RefusingSmtp extends SmtpManager {

        RefusingSmtp(Managers usual) {
            super(usual.getImapHostManager(), usual.getUserManager());
        }

        @Override
        public String checkSender(SmtpState state, MailAddress sender) {
            return answers.get(sender.getEmail());
        }

        @Override
        public String checkRecipient(SmtpState state, MailAddress recipient) {
            return answers.get(recipient.getEmail());
        }

        @Override
        public String checkData(SmtpState state) {
            return answers.get(DATA);
        }
    }
}
