package io.waybill.intake.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailUidGenerator;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Which mails of a mailbox Camel hands over: those that are neither done nor resting. A mail is known by the mailbox's
 * UIDVALIDITY and its UID in it, which a server gives to no other.
 */
final class MailView implements MailUidGenerator, IdempotentRepository {
    private static final String UNKNOWN = "";

    private final HandledMails handled;
    private final Set<String> present = new HashSet<>();
    private Exception failure;

    MailView(HandledMails handled) {
        this.handled = handled;
    }

    /** A look begins. */
    void begin() {
        present.clear();
        failure = null;
    }

    /**
     * A look is over.
     *
     * @return why the mailbox could not be listed, or null if it could
     */
    Exception end() {
        if (failure == null) {
            handled.keep(present);
        }
        return failure;
    }

    @Override
    public String generateUuid(MailEndpoint endpoint, Message mail) {
        try {
            if (mail.getMessageNumber() == 1) {
                list(mail.getFolder());
            }
            return key(mail.getFolder(), mail);
        } catch (MessagingException | IllegalStateException e) {
            failure = e;
            return UNKNOWN;
        }
    }

    /** All numbers and flags in one go, instead of a question for each mail. */
    private void list(Folder folder) throws MessagingException {
        Message[] mails = folder.getMessages();
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.FLAGS);
        folder.fetch(mails, profile);
        for (Message mail : mails) {
            present.add(key(folder, mail));
        }
    }

    private static String key(Folder folder, Message mail) throws MessagingException {
        UIDFolder uids = (UIDFolder) folder;
        return uids.getUIDValidity() + " " + uids.getUID(mail);
    }

    @Override
    public boolean add(String key) {
        return !key.equals(UNKNOWN) && handled.wants(key);
    }

    @Override
    public boolean contains(String key) {
        return !add(key);
    }

    // What is done is told by the route, when the ledger has it.
    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        // nothing of it is kept
    }

    @Override
    public void start() {
        // nothing to start
    }

    @Override
    public void stop() {
        // nothing to stop
    }
}
