package io.waybill.rest;

import io.waybill.ledger.AccountOverview;
import io.waybill.ledger.Overview;
import io.waybill.ledger.State;
import io.waybill.ledger.WaitingReplies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person has to see to, a sentence each; none when all is well. A pure function. */
final class Attention {
    /** Longer than any pause of the normal way: the longest call, and the longest wait before a retry. */
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private Attention() {}

    /** @param concerns what is not well beside the orders */
    static List<String> of(
            Overview overview, Instant movedAt, List<String> concerns, List<String> configured, Instant now) {
        List<String> sentences = new ArrayList<>();
        boolean still = Duration.between(movedAt, now).compareTo(STANDSTILL) > 0;
        for (AccountOverview account : overview.accounts()) {
            String name = account.account().name();
            long waits = account.due() + account.later() + account.asking();
            if (account.suspension() != null) {
                sentences.add("Account " + name + " is suspended "
                        + (account.suspension().until() == null
                                ? "until it answers well"
                                : "until " + account.suspension().until())
                        + ", " + count(waits, "order waits", "orders wait") + ": "
                        + account.suspension().reason() + "; then ./waybill accounts resume " + name
                        + (account.suspension().until() == null ? ", or wait until it is asked again" : ""));
            } else if (waits > 0 && !configured.contains(account.account().text())) {
                sentences.add(count(waits, "order waits", "orders wait") + " for account "
                        + account.account().text()
                        + ", which is not configured: put it back into application.yaml and restart.");
            } else if (account.due() > 0 && still) {
                sentences.add(count(account.due(), "order is", "orders are") + " due on account " + name
                        + ", yet nothing has moved since " + movedAt + ": look into the log.");
            }
            if (account.asking() > 0
                    && (account.suspension() != null
                            || !configured.contains(account.account().text()))) {
                sentences.add(count(account.asking(), "order is", "orders are") + " in doubt on account " + name
                        + ", and nothing can be asked about them before that.");
            }
            long doubts = account.failed().getOrDefault(State.IN_DOUBT, 0L);
            if (doubts > 0) {
                sentences.add(count(doubts, "order is", "orders are") + " in doubt on account " + name
                        + ", and only a look into the shop can tell: ./waybill list --state in_doubt --account "
                        + name);
            }
            if (account.targetless() > 0) {
                sentences.add(count(account.targetless(), "order waits", "orders wait") + " on account " + name
                        + " for an order with that ref, which has not come yet.");
            }
        }
        if (overview.unfiled() > 0 && still) {
            sentences.add(count(overview.unfiled(), "document has", "documents have")
                    + " outcomes that are not filed: look into the log for why archive/ or errors/ cannot be written.");
        }
        replies(overview, now, sentences);
        sentences.addAll(concerns);
        return sentences;
    }

    private static void replies(Overview overview, Instant now, List<String> sentences) {
        for (WaitingReplies waiting : overview.replies()) {
            String what = waiting.route() + " is to be told what became of "
                    + count(waiting.documents(), "document", "documents") + ", ";
            if (isLongAgo(waiting.failingSince(), now)) {
                sentences.add(what + "and that has failed since " + waiting.failingSince() + ": " + waiting.failure());
            } else if (waiting.failingSince() == null && isLongAgo(waiting.dueAt(), now)) {
                sentences.add(what + "and nobody does since " + waiting.dueAt()
                        + ": put that source back into application.yaml, or look into the log.");
            }
        }
    }

    private static boolean isLongAgo(Instant time, Instant now) {
        return time != null && Duration.between(time, now).compareTo(STANDSTILL) > 0;
    }

    private static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
