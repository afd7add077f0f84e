package io.waybill.intake.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.StoreClosedException;

/** What a failure means. */
final class Failures {
    private Failures() {}

    /** Whether the connection to the mailbox is gone. */
    static boolean isCut(Throwable failure) {
        return has(failure, FolderClosedException.class, StoreClosedException.class);
    }

    /** Whether the mail is not there any more. */
    static boolean isGone(Throwable failure) {
        return has(failure, MessageRemovedException.class);
    }

    /** Whether a password or a token was refused. */
    static boolean isRefusedLogin(Throwable failure) {
        return has(failure, AuthenticationFailedException.class);
    }

    /** The mail itself is at fault: why; else null. */
    static String ofTheMail(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableMailException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    /** What a person needs of a failure, in a line. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        String login = isRefusedLogin(failure) ? "the server refuses user or password: " : "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause.getMessage() == null || cause.getMessage().isBlank() ? innermost : cause;
        }
        String message = innermost.getMessage() == null
                ? innermost.getClass().getSimpleName()
                : innermost.getMessage().lines().findFirst().orElse("").strip();
        message = message.replaceFirst("^\\* BYE Jakarta Mail Exception: (?:[a-z.]+\\.\\w+: )?", "");
        return login + (message.isEmpty() ? innermost.getClass().getSimpleName() : message);
    }

    @SafeVarargs
    private static boolean has(Throwable failure, Class<? extends Throwable>... types) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Class<? extends Throwable> type : types) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
        }
        return false;
    }
}
