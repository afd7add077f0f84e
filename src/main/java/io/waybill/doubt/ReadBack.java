package io.waybill.doubt;

/**
 * Finds out whether an account returns markers as they were sent, by reading back an order that was just confirmed. To
 * be done once for each {@link Place}, with the first create that carries its marker there.
 */
public final class ReadBack {
    private ReadBack() {}

    /**
     * What reading back an order shows.
     *
     * @param confirmed the order as if it were in doubt
     * @param billId the number under which it was confirmed
     * @return {@link Trust.Seen#NOT_YET} if there was no answer that tells: read back another order then
     */
    public static Trust.Seen of(Call call, Doubt confirmed, long billId) {
        if (confirmed.place() == Place.NONE || !(call.ask(Ask.details(billId)) instanceof Answer.Orders shown)) {
            return Trust.Seen.NOT_YET;
        }
        if (shown.orders().isEmpty()) {
            return Trust.Seen.NOT_YET;
        }
        return Likeness.of(confirmed, shown.orders().get(0)) == Likeness.OURS ? Trust.Seen.INTACT : Trust.Seen.CHANGED;
    }
}
