package io.waybill.sandbox;

import java.io.IOException;

/** One operation of the API, called once the request's hash was found right. */
@FunctionalInterface
interface Operation {
    /**
     * Acts and answers.
     *
     * @param login the account that called
     * @param form what it posted, without the hash
     * @param query the same as a query string, pure ASCII
     * @throws IOException when what was done could not be kept; nothing was done then
     */
    Reply answer(String login, PhpArray form, byte[] query) throws IOException;
}
