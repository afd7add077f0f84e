package io.waybill.order;

import java.util.List;

/**
 * One order as the rules see it.
 *
 * @param operation what the order asks for; null if it names no operation that exists
 * @param ref the business's reference, as it came; null without one. For a DeleteOrder it names the target
 * @param requestId the business's identity of a request about an existing order, as it came; null without one
 * @param account the account the order names, as it came; null without one
 * @param fields the API's fields in sending order, the control fields taken out
 * @param faults all that is wrong with it; empty if it can be sent
 */
public record Judged(
        Operation operation, String ref, String requestId, String account, Fields fields, List<Fault> faults) {
    /** True if nothing is wrong with the order. */
    public boolean isValid() {
        return faults.isEmpty();
    }
}
