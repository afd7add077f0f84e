package io.waybill.bench;

/**
 * What one run of one contender took.
 *
 * @param orders how many orders it carried
 * @param nanos wall time
 * @param cpuNanos processor time of this process
 * @param farEndCpuNanos processor time of the far end
 */
record Reading(int orders, long nanos, long cpuNanos, long farEndCpuNanos) {
    double ordersPerSecond() {
        return orders * 1e9 / nanos;
    }

    double cpuMicrosPerOrder() {
        return cpuNanos / 1e3 / orders;
    }

    double farEndCpuMicrosPerOrder() {
        return farEndCpuNanos / 1e3 / orders;
    }
}
