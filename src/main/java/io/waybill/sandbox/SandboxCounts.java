package io.waybill.sandbox;

import java.util.Map;

/**
 * What has happened since the sandbox started; what stands in its directory from earlier runs shows in
 * {@code held} and {@code repeatedTags} only.
 *
 * @param calls API calls that came
 * @param created orders created
 * @param deleted orders deleted
 * @param held orders held now, deleted ones included
 * @param repeatedTags orders whose tag an earlier order had (of a few million tags remembered)
 * @param byOperation calls by operation
 * @param byCode answered calls by error code, whether or not the answer was let through
 * @param byFault calls by the fault that they met
 */
public record SandboxCounts(
        long calls,
        long created,
        long deleted,
        long held,
        long repeatedTags,
        Map<String, Long> byOperation,
        Map<Integer, Long> byCode,
        Map<String, Long> byFault) {}
