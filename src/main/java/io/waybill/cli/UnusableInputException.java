package io.waybill.cli;

/** Input that a command cannot work with; the message is one sentence for the person at the terminal. */
final class UnusableInputException extends Exception {
    UnusableInputException(String message) {
        super(message);
    }
}
