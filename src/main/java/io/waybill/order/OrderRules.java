package io.waybill.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API's rules for one order: a pure function from its fields to all that is wrong with them. */
public final class OrderRules {
    /** The most fields an order may bring: the far end reads 1,000, and a few are added before sending. */
    public static final int MOST_FIELDS = 990;
    /** The most characters of a reference, a request's identity or an account's name. */
    public static final int LONGEST_REF = 200;

    private OrderRules() {}

    /** Judges an order that was read without a fault. */
    public static Judged judge(List<Map.Entry<String, String>> fields) {
        return judge(fields, List.of());
    }

    /**
     * Judges an order.
     *
     * @param fields flat names with their text in arrival order, control fields included; a field that is absent has
     *     no entry
     * @param readerFaults what its reader found wrong with it, which comes first among the faults. Where the reader
     *     could not read the order as a whole (a fault without a field, or no fields at all) the rules add nothing:
     *     what they would miss is there
     */
    public static Judged judge(List<Map.Entry<String, String>> fields, List<Fault> readerFaults) {
        Control control = new Control();
        List<Map.Entry<String, String>> api = new ArrayList<>(fields.size());
        for (Map.Entry<String, String> field : fields) {
            if (!control.take(field)) {
                api.add(field);
            }
        }
        Optional<Operation> operation =
                control.operation == null ? Optional.of(Operation.CREATE_ORDER) : Operation.named(control.operation);
        List<Fault> faults = new ArrayList<>(readerFaults);
        boolean asWhole = fields.isEmpty()
                || readerFaults.stream().anyMatch(fault -> fault.field().isEmpty());
        if (readerFaults.isEmpty() || !asWhole) {
            control.judge(operation.isPresent(), faults);
            new FieldJudge(operation.orElse(null), faults).judge(api);
            if (operation.isPresent() && !operation.get().creates()) {
                judgeTarget(control.ref, api, faults);
            }
        }
        return new Judged(
                operation.orElse(null),
                control.ref,
                control.requestId,
                control.account,
                sent(api),
                List.copyOf(faults));
    }

    private static void judgeTarget(String ref, List<Map.Entry<String, String>> api, List<Fault> faults) {
        String number = api.stream()
                .filter(field -> field.getKey().equals("bill_id"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (number == null && ref == null) {
            faults.add(new Fault("", "no bill_id and no ref", "one of them: the invoice that is meant"));
        } else if (number != null && ref != null) {
            faults.add(new Fault(
                    "bill_id",
                    Fault.excerpt(number) + " and ref " + Fault.excerpt(ref),
                    "either of them: two could name two invoices"));
        }
    }

    private static Fields sent(List<Map.Entry<String, String>> api) {
        List<Map.Entry<String, String>> sent = new ArrayList<>(api.size());
        for (Map.Entry<String, String> field : api) {
            String text = FieldRule.named(field.getKey())
                    .map(rule -> rule.kind().sent(field.getValue()))
                    .orElse(field.getValue());
            sent.add(Map.entry(field.getKey(), text));
        }
        return Fields.of(sent);
    }

    /** The fields that steer Waybill. */
    private static final class Control {
        private final Set<String> seen = new HashSet<>();
        private final List<Fault> repeated = new ArrayList<>();
        private String operation;
        private String ref;
        private String requestId;
        private String account;

        boolean take(Map.Entry<String, String> field) {
            switch (field.getKey()) {
                case FieldNames.OPERATION -> operation = field.getValue();
                case FieldNames.REF -> ref = field.getValue();
                case FieldNames.REQUEST_ID -> requestId = field.getValue();
                case FieldNames.ACCOUNT -> account = field.getValue();
                default -> {
                    return false;
                }
            }
            if (!seen.add(field.getKey())) {
                repeated.add(Fault.of(field.getKey(), field.getValue(), "this field once"));
            }
            return true;
        }

        void judge(boolean operationExists, List<Fault> faults) {
            faults.addAll(repeated);
            if (!operationExists) {
                faults.add(Fault.of(FieldNames.OPERATION, operation, Operations.expected(operation)));
            }
            identifier(FieldNames.REF, ref).ifPresent(faults::add);
            identifier(FieldNames.REQUEST_ID, requestId).ifPresent(faults::add);
            identifier(FieldNames.ACCOUNT, account).ifPresent(faults::add);
        }

        // " A-1" and "A-1" would be two orders, and nobody would see why.
        private static Optional<Fault> identifier(String name, String text) {
            if (text == null) {
                return Optional.empty();
            }
            Optional<String> missed = TextRule.missed(text);
            if (missed.isEmpty()) {
                if (text.isBlank()) {
                    missed = Optional.of("a text that is not blank, or no such field");
                } else if (text.codePointCount(0, text.length()) > LONGEST_REF) {
                    missed = Optional.of("at most " + LONGEST_REF + " characters");
                } else if (!text.equals(text.strip())) {
                    missed = Optional.of("no spaces at its ends");
                } else if (text.chars().anyMatch(Character::isISOControl)) {
                    missed = Optional.of("text without tabs and line breaks");
                }
            }
            return missed.map(expected -> Fault.of(name, text, expected));
        }
    }

    /** What somebody who named an operation that does not exist should have written. */
    private static final class Operations {
        static String expected(String named) {
            List<String> names = new ArrayList<>();
            for (Operation operation : Operation.values()) {
                if (operation.apiName().equalsIgnoreCase(named.strip())) {
                    return operation.apiName() + ", written exactly so";
                }
                names.add(operation.apiName());
            }
            return String.join(" or ", names);
        }
    }
}
