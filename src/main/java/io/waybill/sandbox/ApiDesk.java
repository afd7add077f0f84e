package io.waybill.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the body of a call, checks it in the service's order and has the operation answer. */
final class ApiDesk {
    private final List<Credentials> accounts = new ArrayList<>();
    private final Credentials nobody = new Credentials("", "");
    private final OrderBook book;
    private final Map<String, Operation> operations;

    ApiDesk(SandboxOptions options, OrderBook book) {
        options.accounts().forEach(account -> accounts.add(new Credentials(account.login(), account.key())));
        this.book = book;
        OrderQueries queries = new OrderQueries(book, options.clock());
        this.operations = Map.of(
                "CreateOrder", new CreateOrder(book, options.duplicates()),
                "DeleteOrder", queries::delete,
                "getOrderDetails", queries::details,
                "GetBills", queries::bills,
                "getOrdersWithGoods", queries::withGoods,
                "GetAllGoods", queries::allGoods);
    }

    /** An answered call: the code for the books, the body for the caller. */
    record Answer(int code, byte[] body) {}

    boolean knows(String operation) {
        return operations.containsKey(operation);
    }

    /**
     * Answers a call, with the faults of it that concern the reply's contents.
     *
     * @throws IOException when what was to be done could not be kept; nothing was done then
     */
    Answer answer(String operation, byte[] body, FaultPlan.Met met) throws IOException {
        PhpArray form = PhpForm.parse(body);
        if (form.isEmpty()) {
            return signed(accounts.get(0), Reply.error(2), met);
        }
        Object hash = form.remove("hash");
        if (hash == null || "".equals(hash)) {
            return signed(accounts.get(0), Reply.error(1), met);
        }
        byte[] query = QueryString.of(form);
        for (Credentials account : accounts) {
            if (account.requestHash(query).equals(hash)) {
                if (met.is(FaultKind.CODE)) {
                    int code = met.other().code();
                    String text = met.other().text();
                    Reply reply = text.isEmpty() ? Reply.error(code) : new Reply(code, PhpText.of(text), null);
                    // an unknown login has no key to sign with
                    return signed(code == 5 ? nobody : account, reply, met);
                }
                long before = book.next();
                Reply reply = operations.get(operation).answer(account.login(), form, query);
                return signed(account, before == book.next() ? reply : misnumbered(reply, before, met), met);
            }
        }
        return signed(accounts.get(0), Reply.error(4), met);
    }

    private Reply misnumbered(Reply created, long number, FaultPlan.Met met) {
        if (met.is(FaultKind.NO_INVOICE)) {
            return created.withResult(null);
        }
        if (met.is(FaultKind.TAKEN_INVOICE)) {
            return created.withResult(CreateOrder.invoice(Math.max(Journal.FIRST_INVOICE, number - 1)));
        }
        return created;
    }

    private static Answer signed(Credentials account, Reply reply, FaultPlan.Met met) {
        String hash = account.replyHash(reply.code(), reply.text());
        if (met.is(FaultKind.WRONG_HASH)) {
            hash = (hash.charAt(0) == '0' ? '1' : '0') + hash.substring(1);
        }
        return new Answer(reply.code(), reply.signed(hash));
    }
}
