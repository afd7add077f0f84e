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

    /** What is found where there is no such field. */
    static final String NOTHING = "nothing";

    private OrderRules() {}

    /**
     * Judges an order.
     *
     * @param fields flat names with their text in arrival order, control fields included; a field that is absent has
     *     no entry
     * @param readerFaults what its reader found wrong with it, which comes first among the faults. Where the reader
     *     could not read the order as a whole (a fault without a field, or no fields at all) the rules add nothing:
     *     what they would miss is there
     * @param leniency what is sent although it is probably a mistake
     */
    public static Judged judge(List<Map.Entry<String, String>> fields, List<Fault> readerFaults, Leniency leniency) {
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
            List<Fault> own = new ArrayList<>();
            control.judge(own);
            new FieldJudge(operation.orElse(null), leniency, own).judge(api, control.isPhysical());
            if (operation.isPresent() && !operation.get().creates()) {
                judgeTarget(control.ref, api, own);
            }
            own.stream().filter(fault -> !isOfUnread(fault, readerFaults)).forEach(faults::add);
        }
        return new Judged(
                operation.orElse(null),
                control.ref,
                control.requestId,
                control.account,
                sent(api, leniency),
                List.copyOf(faults));
    }

    /** Whether a field is missed of which is said already that what stands there could not be read. */
    private static boolean isOfUnread(Fault fault, List<Fault> readerFaults) {
        return fault.found().equals(NOTHING)
                && readerFaults.stream().anyMatch(reader -> reader.field().equals(fault.field()));
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

    // As it is compared with others; how it is spelled when it is sent is its account's affair.
    private static Fields sent(List<Map.Entry<String, String>> api, Leniency leniency) {
        List<Map.Entry<String, String>> sent = new ArrayList<>(api.size());
        for (Map.Entry<String, String> field : api) {
            String name = field.getKey();
            String text = field.getValue();
            boolean storePrice = leniency.storePrice()
                    && FieldKind.isStorePrice(text)
                    && FieldNames.product(name)
                            .filter(part -> part.group(2).equals("good_sum"))
                            .isPresent();
            if (!storePrice) {
                Optional<FieldRule> rule = FieldRule.named(name);
                sent.add(Map.entry(
                        name, rule.isEmpty() ? text : rule.get().kind().sent(text)));
            }
        }
        return Spelling.STANDARD.of(Fields.of(sent));
    }

    /** The fields that steer Waybill. */
    private static final class Control {
        private final Set<String> seen = new HashSet<>();
        private final List<Fault> repeated = new ArrayList<>();
        private String operation;
        private String ref;
        private String requestId;
        private String account;
        private String physical;

        boolean take(Map.Entry<String, String> field) {
            switch (field.getKey()) {
                case FieldNames.OPERATION -> operation = field.getValue();
                case FieldNames.REF -> ref = field.getValue();
                case FieldNames.REQUEST_ID -> requestId = field.getValue();
                case FieldNames.ACCOUNT -> account = field.getValue();
                case FieldNames.PHYSICAL -> physical = field.getValue();
                default -> {
                    return false;
                }
            }
            if (!seen.add(field.getKey())) {
                repeated.add(Fault.of(field.getKey(), field.getValue(), "this field once"));
            }
            return true;
        }

        boolean isPhysical() {
            return physical != null && (physical.equalsIgnoreCase("true") || physical.equals("1"));
        }

        void judge(List<Fault> faults) {
            faults.addAll(repeated);
            judge(FieldNames.OPERATION, operation, faults);
            judge(FieldNames.REF, ref, faults);
            judge(FieldNames.REQUEST_ID, requestId, faults);
            judge(FieldNames.ACCOUNT, account, faults);
            judge(FieldNames.PHYSICAL, physical, faults);
        }

        private static void judge(String name, String text, List<Fault> faults) {
            if (text != null) {
                FieldRule.named(name)
                        .flatMap(rule -> rule.missed(text))
                        .ifPresent(expected -> faults.add(Fault.of(name, text, expected)));
            }
        }
    }
}
