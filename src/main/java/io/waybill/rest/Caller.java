package io.waybill.rest;

import java.util.Set;

/**
 * Whoever showed a key.
 *
 * @param name the key's name
 * @param accounts the configured names of the accounts that it may use
 */
record Caller(String name, Set<String> accounts) {}
