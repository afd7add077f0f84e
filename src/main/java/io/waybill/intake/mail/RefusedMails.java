package io.waybill.intake.mail;

import io.waybill.files.DurableFile;
import io.waybill.files.Folders;
import io.waybill.files.SafeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Where the error channel says of which mails nothing, or not all, was taken: a file of words for each, under the name of
 * its mailbox. The mail itself stays in the mailbox. The same mail has the same file, however often it is refused.
 */
final class RefusedMails {
    private static final int NAME_BYTES = 120;

    private final Path folder;
    private final String mailbox;
    private final String place;

    /**
     * @param shared where outcomes are filed
     * @param place where refused mails are moved to, for people
     */
    RefusedMails(Path shared, String mailbox, String place) {
        this.folder = shared.resolve("errors").resolve("refused");
        this.mailbox = mailbox;
        this.place = place;
    }

    /** Says why; when this returns, it outlives a power cut. */
    void file(OpenMail mail, LocalDate day) throws IOException {
        Path into = folder.resolve(Folders.ofDay(day)).resolve(mailbox);
        Files.createDirectories(into);
        MailHead head = mail.head();
        String name =
                SafeName.writable(SafeName.readable(head.subject().isBlank() ? "mail" : head.subject(), NAME_BYTES));
        String text = String.join(
                "\n",
                List.of(
                        "Reason: " + mail.refusal() + ".",
                        "Mailbox: " + mailbox + ", where the mail is moved to " + place,
                        "From: " + String.join(", ", head.from()),
                        "Subject: " + head.subject(),
                        "Date: " + head.date(),
                        "Message-ID: " + MailHead.decoded(head.messageId() == null ? "" : head.messageId()),
                        "Taken of it: " + (mail.taken() == 0 ? "nothing" : mail.taken() + " parts"),
                        ""));
        String unique = name.isEmpty() ? mail.key() : name + " " + mail.key();
        try (DurableFile file = new DurableFile(into.resolve(unique.replace(' ', '-') + ".txt"))) {
            file.out().write(text.getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }
}
