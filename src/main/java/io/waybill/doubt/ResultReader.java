package io.waybill.doubt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code result} of a verified reply with code 0. Tolerant of what PHP does to empty maps, lists and numbers;
 * whatever else is not as documented makes the reply one that cannot be understood, since an entry that was passed over
 * could be the one looked for.
 */
final class ResultReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int LONGEST_SUM = 40;

    private final JsonParser parser;

    private ResultReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The answer in a verified reply.
     *
     * @throws IOException whose message says what cannot be understood, and quotes nothing
     */
    static Answer read(Ask ask, String raw) throws IOException {
        try (JsonParser parser = JSON.createParser(raw)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("result")) {
                    return new ResultReader(parser).result(ask, value);
                }
                parser.skipChildren();
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException("its JSON is ambiguous", e);
        }
        throw new IOException("it has no result");
    }

    private Answer result(Ask ask, JsonToken value) throws IOException {
        Answer answer = switch (ask.query()) {
            case BILLS_OF_CUSTOMER -> new Answer.Numbers(numbers(value));
            case ORDERS_OF_DAYS -> new Answer.Orders(orders(value));
            case ORDER_DETAILS -> new Answer.Orders(List.of(details(ask, value)));
        };
        // A member that comes twice is only noticed when it is met.
        while (parser.nextToken() != null) {
            parser.skipChildren();
        }
        return answer;
    }

    private List<Long> numbers(JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.END_ARRAY) {
            return List.of();
        } else if (value != JsonToken.START_OBJECT) {
            throw new IOException("its result is not orders by their numbers");
        }
        List<Long> numbers = new ArrayList<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            numbers.add(number(name));
            parser.nextToken();
            parser.skipChildren();
        }
        return numbers;
    }

    // PHP writes a list out of which something was taken as an object.
    private List<FarOrder> orders(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY && value != JsonToken.START_OBJECT) {
            throw new IOException("its result is not a list");
        }
        List<FarOrder> orders = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
            orders.add(order(token == JsonToken.FIELD_NAME ? parser.nextToken() : token));
        }
        return orders;
    }

    // The elder call has the order in a list of one.
    private FarOrder details(Ask ask, JsonToken value) throws IOException {
        FarOrder order;
        if (value == JsonToken.START_ARRAY) {
            order = order(parser.nextToken());
            if (parser.nextToken() != JsonToken.END_ARRAY) {
                throw new IOException("it shows more than the order asked for");
            }
        } else {
            order = order(value);
        }
        // The hash does not cover the result: another order's reply would be as well signed.
        if (!Long.toString(order.billId()).equals(ask.fields().get("bill_id").orElse(""))) {
            throw new IOException("it shows another order than the one asked for");
        }
        return order;
    }

    private FarOrder order(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("its result has an entry that is no order");
        }
        String id = null;
        String email = null;
        String tag = null;
        String comment = null;
        String created = null;
        String sum = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String text = scalar(parser.nextToken());
            switch (name) {
                case "id" -> id = text;
                case "email" -> email = text;
                case "tag" -> tag = text;
                case "comment" -> comment = text;
                case "created" -> created = text;
                case "price" -> sum = text;
                default -> parser.skipChildren();
            }
        }
        if (id == null) {
            throw new IOException("its result has an order without a number");
        }
        return new FarOrder(
                number(id),
                email,
                tag,
                comment,
                created != null && created.matches("[0-9]{1,11}")
                        ? Instant.ofEpochSecond(Long.parseLong(created))
                        : null,
                sum != null && sum.length() <= LONGEST_SUM && sum.matches("[0-9., -]+") ? sum : null);
    }

    // A null is what a database has where nothing was entered; anything that is no text is as good as not shown.
    private String scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            case VALUE_NULL -> "";
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    private static long number(String text) throws IOException {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IOException("its result has an order without a number");
        }
        return Long.parseLong(text);
    }
}
