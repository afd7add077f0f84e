package io.waybill.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An order in the book: what is asked for often as fields, all the rest as the query string it came as. */
final class StoredOrder {
    final long id;
    final String login;
    final long receivedMillis;
    final long created;
    final String email;
    final String tag;
    final byte[] query;
    boolean deleted;
    long previousOfBuyer;

    StoredOrder(long id, String login, long receivedMillis, byte[] query, PhpArray form) {
        this.id = id;
        this.login = login;
        this.receivedMillis = receivedMillis;
        this.query = query;
        this.email = PhpText.lower(form.text("bill_email"));
        this.tag = form.text("bill_tag");
        this.created = created(form.text("bill_created"), receivedMillis / 1000);
    }

    PhpArray form() {
        return PhpForm.parse(query);
    }

    SandboxOrder shown() {
        PhpArray form = form();
        Map<String, String> fields = new LinkedHashMap<>();
        flatten("", form, fields);
        return new SandboxOrder(
                id,
                login,
                Instant.ofEpochMilli(receivedMillis),
                created,
                deleted,
                PhpText.read(email),
                PhpText.read(tag),
                PhpText.read(form.text("bill_comment")),
                fields);
    }

    void write(Json json) {
        PhpArray form = form();
        Map<String, String> fields = new LinkedHashMap<>();
        flatten("", form, fields);
        json.open('{')
                .member("bill_id", id)
                .member("login", PhpText.of(login))
                .member("received_at", Instant.ofEpochMilli(receivedMillis).toString())
                .member("created", created)
                .member("deleted", deleted)
                .member("email", email)
                .member("tag", tag)
                .member("comment", form.text("bill_comment"))
                .name("fields")
                .open('{');
        fields.forEach((name, text) -> json.member(PhpText.of(name), PhpText.of(text)));
        json.close('}').close('}');
    }

    private static void flatten(String prefix, PhpArray form, Map<String, String> fields) {
        form.entries().forEach((key, value) -> {
            String name = prefix.isEmpty() ? PhpText.read(key) : prefix + "[" + PhpText.read(key) + "]";
            if (value instanceof PhpArray nested) {
                flatten(name, nested, fields);
            } else {
                fields.put(name, PhpText.read((String) value));
            }
        });
    }

    private static long created(String sent, long otherwise) {
        if (sent.isEmpty() || sent.length() > 10) {
            return otherwise;
        }
        try {
            long seconds = Long.parseLong(sent);
            return seconds > 0 ? seconds : otherwise;
        } catch (NumberFormatException noTime) {
            return otherwise;
        }
    }
}
