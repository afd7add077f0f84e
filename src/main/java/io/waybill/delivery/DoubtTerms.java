package io.waybill.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.account.Account;
import io.waybill.doubt.Candidate;
import io.waybill.doubt.Doubt;
import io.waybill.doubt.DoubtTimes;
import io.waybill.doubt.Finding;
import io.waybill.doubt.Standing;
import io.waybill.doubt.Trust;
import io.waybill.ledger.ConfirmedCreate;
import io.waybill.ledger.MarkerSeen;
import io.waybill.ledger.OpenDoubt;
import io.waybill.ledger.Resolution;
import io.waybill.order.AccountKey;
import io.waybill.order.Fields;
import io.waybill.signing.PhpForm;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the ledger and the rules of doubt say to one another, each in its own terms. */
final class DoubtTerms {
    private static final JsonFactory JSON = new JsonFactory();

    /** Questions that come to nothing are repeated so many times within a settling time at first. */
    private static final int FIRST_PAUSES = 4;

    private static final String ABSENT =
            "The far end was asked twice and does not have the order, the second time when it had had time to appear.";

    private DoubtTerms() {}

    static Doubt doubt(AccountKey account, OpenDoubt open) {
        Doubt doubt = Doubt.of(
                open.reference(),
                account,
                Fields.of(PhpForm.decode(open.query())),
                open.sentAt(),
                open.endedAt(),
                open.numberDeleted());
        return open.existing() == null ? doubt : doubt.answeredExisting(open.existing());
    }

    /** A confirmed order as if it were in doubt. */
    static Doubt doubt(AccountKey account, ConfirmedCreate create, Instant now) {
        return Doubt.of(create.reference(), account, Fields.of(PhpForm.decode(create.query())), now, now, false);
    }

    static Standing standing(OpenDoubt open) {
        return new Standing(open.asked(), open.fruitlessSince(), open.absentAt());
    }

    static Trust.Seen seen(MarkerSeen seen) {
        return Trust.Seen.valueOf(seen.name());
    }

    static MarkerSeen seen(Trust.Seen seen) {
        return MarkerSeen.valueOf(seen.name());
    }

    /** No pause is longer than the settling time, so that two questions come within two of it. */
    static DoubtTimes times(Account account) {
        DoubtTimes standard = DoubtTimes.STANDARD;
        Duration first = account.settlingTime().dividedBy(FIRST_PAUSES);
        Duration shortest = first.compareTo(standard.shortest()) < 0 ? first : standard.shortest();
        Duration longest =
                account.settlingTime().compareTo(standard.longest()) < 0 ? account.settlingTime() : standard.longest();
        return new DoubtTimes(account.settlingTime(), account.doubtTimeout(), shortest, longest);
    }

    static Resolution resolution(Finding finding) {
        if (finding instanceof Finding.Confirmed confirmed) {
            return new Resolution.Confirmed(confirmed.billId());
        } else if (finding instanceof Finding.Absent) {
            return new Resolution.Absent(ABSENT, false);
        } else if (finding instanceof Finding.Rejected rejected) {
            return new Resolution.Rejected(rejected.existing());
        } else if (finding instanceof Finding.Unclear unclear) {
            return new Resolution.Unclear(unclear.reason(), unclear.advice(), json(unclear.candidates()));
        }
        Finding.AskAgain again = (Finding.AskAgain) finding;
        Standing standing = again.standing();
        return new Resolution.AskAgain(again.at(), standing.asked(), standing.fruitlessSince(), standing.absentAt());
    }

    private static String json(List<Candidate> candidates) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Candidate candidate : candidates) {
                json.writeStartObject();
                json.writeNumberField("bill_id", candidate.billId());
                json.writeStringField(
                        "created_at",
                        candidate.created() == null ? null : candidate.created().toString());
                json.writeStringField("sum", candidate.sum());
                json.writeStringField("likeness", candidate.likeness().words());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
