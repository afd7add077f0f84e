package io.waybill.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One API call as it came and how it was answered.
 *
 * @param number its place among all calls, from 1
 * @param at when it had come in full
 * @param method the HTTP method
 * @param operation what was called
 * @param connection the caller's port, one for each connection
 * @param headers the request's headers in lower case; of repeated ones the last
 * @param body the start of the body, byte by byte
 * @param status the HTTP status answered, 0 where the connection was cut instead
 * @param errorCode the error code of the operation, -1 where it was not carried out
 * @param fault the faults it met, joined by {@code +}; empty for none
 */
public record SandboxCall(
        long number,
        Instant at,
        String method,
        String operation,
        int connection,
        Map<String, String> headers,
        String body,
        int status,
        int errorCode,
        String fault) {}
