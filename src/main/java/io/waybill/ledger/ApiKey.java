package io.waybill.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A key by which a caller of the REST API is known.
 *
 * @param name the caller's name
 * @param digest the key's SHA-256; the key itself is kept nowhere. A key is 256 random bits, so that nobody finds it by
 *     trying, and a slow hash or a salt would add nothing
 * @param accounts the configured names of the accounts that the caller may use, at least one
 * @param createdAt when it was made
 */
public record ApiKey(String name, byte[] digest, List<String> accounts, Instant createdAt) {}
