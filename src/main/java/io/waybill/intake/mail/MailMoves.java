package io.waybill.intake.mail;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.camel.component.mail.MailBoxPostProcessAction;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * Moves the mails that are done out of the mailbox, after each look at it. That this fails is nothing special: it is
 * tried again later, and the mails are not looked at until then. Nothing is expunged but what was moved.
 */
final class MailMoves implements MailBoxPostProcessAction {
    private final List<String> targets;
    private final HandledMails handled;
    private final MailWatch watch;

    MailMoves(MailSettings settings, HandledMails handled, MailWatch watch) {
        this.targets = List.of(settings.processed(), settings.failed());
        this.handled = handled;
        this.watch = watch;
    }

    @Override
    public void process(Folder mailbox) throws MessagingException {
        if (!mailbox.isOpen()) {
            return;
        }
        boolean went = true;
        for (String target : targets.stream().distinct().toList()) {
            List<String> keys = handled.toMove(target);
            if (!keys.isEmpty()) {
                went &= moved((IMAPFolder) mailbox, target, keys);
            }
        }
        handled.moving(went);
        if (mailbox.isOpen()) {
            // else Camel would close it, and expunge what other people have marked
            mailbox.close(false);
        }
    }

    private boolean moved(IMAPFolder mailbox, String target, List<String> keys) {
        try {
            move(mailbox, target, keys);
            handled.moved(keys);
            return true;
        } catch (MessagingException | IllegalStateException e) {
            if (Failures.isCut(e)) {
                watch.down(Failures.reason(e));
            } else {
                watch.notMoved("to " + target + ": " + Failures.reason(e));
            }
            return false;
        }
    }

    private static void move(IMAPFolder mailbox, String target, List<String> keys) throws MessagingException {
        String validity = mailbox.getUIDValidity() + " ";
        long[] uids = keys.stream()
                .filter(key -> key.startsWith(validity))
                .mapToLong(key -> Long.parseLong(key.substring(validity.length())))
                .toArray();
        Message[] mails = Arrays.stream(mailbox.getMessagesByUID(uids))
                .filter(Objects::nonNull)
                .toArray(Message[]::new);
        if (mails.length == 0) {
            return;
        }
        IMAPStore store = (IMAPStore) mailbox.getStore();
        Folder folder = store.getFolder(target);
        if (!folder.exists() && !folder.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("the folder is not there, and the server does not let it be made");
        }
        if (store.hasCapability("MOVE")) {
            mailbox.moveMessages(mails, folder);
            return;
        }
        mailbox.copyMessages(mails, folder);
        mailbox.setFlags(mails, new Flags(Flags.Flag.DELETED), true);
        if (store.hasCapability("UIDPLUS")) {
            mailbox.expunge(mails);
        } else {
            mailbox.expunge();
        }
    }
}
