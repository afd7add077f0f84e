package io.waybill.cli;

import io.waybill.account.Account;
import io.waybill.intake.Inspection.Inspected;
import io.waybill.order.Operation;
import java.io.PrintWriter;

/** Tells people. Of many orders that are well the first ones show how they look; what is wrong is told of each. */
final class PlainVerdicts extends Verdicts {
    private static final int SHOWN = 20;
    private static final int LONGEST = 200;

    private final PrintWriter out;
    private final String document;
    private final boolean all;

    PlainVerdicts(PrintWriter out, String document, boolean all) {
        this.out = out;
        this.document = document;
        this.all = all;
    }

    @Override
    void begin(String format) {
        out.println(Shown.plain(document) + ", read as " + format);
    }

    @Override
    void good(Inspected order) {
        if (!all && valid() > SHOWN) {
            return;
        }
        Account account = order.account();
        out.println(heading(order) + ": " + order.operation().apiName() + " to "
                + account.key().name() + " ("
                + (account.key().sandbox() ? "sandbox:" : account.address(order.operation())) + ")");
        order.sent().pairs().forEach(field -> line(field.getKey(), field.getValue()));
        if (order.operation() == Operation.CREATE_ORDER) {
            boolean tagged = order.sent().get("bill_tag").isPresent();
            line(tagged ? "bill_comment" : "bill_tag", (tagged ? "... " : "") + MARK);
        } else if (order.ref() != null) {
            line("bill_id", "(the invoice of " + order.ref() + ")");
        }
    }

    private void line(String name, String text) {
        String brief =
                text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "... (" + text.length() + " characters)";
        out.println("  " + Shown.plain(name) + " = " + Shown.plain(brief));
    }

    @Override
    void bad(Inspected order) {
        out.println(heading(order) + ": REFUSED");
        order.faults().forEach(fault -> out.println("  " + Shown.plain(fault.sentence())));
    }

    private static String heading(Inspected order) {
        return "order " + order.position() + ", line " + order.line()
                + (order.ref() == null ? "" : ", " + Shown.plain(Shown.brief(order.ref())));
    }

    @Override
    void stopped(long line, String why) {
        out.println(
                line == 0 ? "UNREADABLE: " + Shown.plain(why) : "BROKEN OFF at line " + line + ": " + Shown.plain(why));
    }

    @Override
    void end() {
        if (!all && valid() > SHOWN) {
            out.println("(" + Shown.count(valid() - SHOWN) + " more are well and not shown; --all shows them)");
        }
        out.println(Shown.count(valid() + invalid()) + (valid() + invalid() == 1 ? " order: " : " orders: ")
                + Shown.count(valid()) + " would be accepted, " + Shown.count(invalid())
                + " refused. Nothing was sent.");
        out.flush();
    }
}
