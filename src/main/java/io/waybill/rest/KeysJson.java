package io.waybill.rest;

import io.waybill.ledger.ApiKey;
import java.util.List;

/** What is told of the keys of the REST API. */
public final class KeysJson {
    private KeysJson() {}

    /** All of them, without their digests. */
    public static String text(List<ApiKey> keys) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("keys");
            for (ApiKey key : keys) {
                json.writeStartObject();
                json.writeStringField("name", key.name());
                json.writeArrayFieldStart("accounts");
                for (String account : key.accounts()) {
                    json.writeString(account);
                }
                json.writeEndArray();
                JsonText.time(json, "created_at", key.createdAt());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
