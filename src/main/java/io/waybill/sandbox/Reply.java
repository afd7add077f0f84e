package io.waybill.sandbox;

/**
 * What an operation answers.
 *
 * @param code the error code, 0 for done
 * @param text the error text, a PHP string
 * @param result the result as JSON, or null for none
 */
record Reply(int code, String text, Json result) {
    static Reply ok(Json result) {
        return new Reply(0, "OK", result);
    }

    static Reply error(int code) {
        return new Reply(code, usualText(code), null);
    }

    /** An error whose text ends with the value it is about. */
    static Reply error(int code, String value) {
        return new Reply(code, usualText(code) + ": " + value, null);
    }

    Reply withResult(Json other) {
        return new Reply(code, text, other);
    }

    /** The body of this reply; empty where PHP could not encode it. */
    byte[] signed(String hash) {
        Json json = new Json();
        json.open('{').member("error_code", code).member("error_text", text);
        if (result != null) {
            json.name("result").append(result);
        }
        json.member("hash", hash).close('}');
        return json.isMalformed() ? new byte[0] : json.bytes();
    }

    static String usualText(int code) {
        return switch (code) {
            case 0 -> "OK";
            case 1 -> "Not transferred hash";
            case 2 -> "No transmitted data";
            case 3 -> "Wrong posted data";
            case 4 -> "Incorrect hash";
            case 5 -> "Invalid user name";
            case 6 -> "Permission denied for ip 127.0.0.1";
            case 7 -> "Account disabled";
            case 8 -> "Request limit for this address is used up, try later";
            case 200 -> "Nonexistent order";
            case 201 -> "Wrong status";
            case 202 -> "Order not paid";
            case 203 -> "Order number is empty";
            case 400 -> "Order not found";
            case 600 -> "Wrong email";
            case 601 -> "Order already exist. His number send in result array.";
            case 602 -> "Error creating order";
            case 603 -> "Missing products";
            case 604 -> "Product not exist";
            case 605 -> "No data for delivery";
            case 606 -> "Creating orders through API was disabled for the account";
            default -> "Error " + code;
        };
    }
}
