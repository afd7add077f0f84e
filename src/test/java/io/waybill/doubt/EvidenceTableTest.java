package io.waybill.doubt;

import static io.waybill.doubt.Sample.ENDED;
import static io.waybill.doubt.Sample.SETTLED;
import static io.waybill.doubt.Sample.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.doubt.Answer.Cause;
import io.waybill.doubt.Trust.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule in every situation there is, by the words of the design rather than by the steps of the code. */
class EvidenceTableTest {
    private static final Evidence RULES = new Evidence(DoubtTimes.STANDARD);
    private static final Duration MILLI = Duration.ofMillis(1);

    /** Everything that a verdict may depend on. */
    private record Situation(Doubt doubt, Standing standing, Trust trust, Sighting sighting) {
        Finding judged() {
            return RULES.judge(doubt, standing, trust, sighting, sighting.asOf().plusSeconds(1));
        }

        boolean shows(Likeness likeness) {
            return sighting.candidates().stream().anyMatch(candidate -> candidate.likeness() == likeness);
        }

        long ours() {
            return sighting.candidates().stream()
                    .filter(candidate -> candidate.likeness() == Likeness.OURS)
                    .count();
        }

        boolean trusted() {
            return doubt.place() == Place.TAG && trust.tag() == Seen.INTACT
                    || doubt.place() == Place.COMMENT && trust.comment() == Seen.INTACT;
        }
    }

    @Test
    void in_every_situation_absence_is_found_if_and_only_if_every_condition_holds() {
        int absent = 0;
        for (Situation it : all()) {
            boolean proven = it.ours() == 0
                    && it.doubt.existing() == null
                    && it.trusted()
                    && it.sighting.trouble() == null
                    && !it.shows(Likeness.MENTION)
                    && !it.shows(Likeness.TWIN)
                    && !it.doubt.numberDeleted()
                    && !it.sighting.asOf().isBefore(SETTLED)
                    && it.standing.absentAt() != null
                    && !it.standing.absentAt().isBefore(ENDED)
                    && it.standing.absentAt().isBefore(it.sighting.asOf());
            if (it.judged() instanceof Finding.Absent != proven) {
                assertThat(it.judged()).as("%s", it).isEqualTo(proven ? "absent" : "anything else");
            }
            absent += proven ? 1 : 0;
        }
        assertThat(absent).isPositive();
    }

    @Test
    void in_every_situation_exactly_one_order_with_the_marker_confirms_and_several_never_do() {
        for (Situation it : all()) {
            Finding finding = it.judged();
            boolean right = switch ((int) it.ours()) {
                case 0 -> !(finding instanceof Finding.Confirmed);
                case 1 -> finding.equals(new Finding.Confirmed(100));
                default -> finding instanceof Finding.Unclear;
            };
            assertThat(right).as("%s gives %s", it, finding).isTrue();
        }
    }

    @Test
    void in_every_situation_only_another_order_that_was_named_and_seen_rejects() {
        for (Situation it : all()) {
            boolean rejected = it.ours() == 0
                    && it.doubt.existing() != null
                    && it.sighting.trouble() == null
                    && it.trusted()
                    && !it.shows(Likeness.MENTION)
                    && !it.shows(Likeness.TWIN);
            if (it.judged() instanceof Finding.Rejected != rejected) {
                assertThat(it.judged()).as("%s", it).isEqualTo(rejected ? "rejected" : "anything else");
            }
        }
    }

    @Test
    void in_every_situation_a_finding_says_what_comes_next() {
        for (Situation it : all()) {
            Finding finding = it.judged();
            if (finding instanceof Finding.AskAgain again) {
                assertThat(again.at()).isAfter(it.sighting.asOf());
                assertThat(again.suspend() != null)
                        .isEqualTo(it.sighting.trouble() != null
                                && it.sighting.trouble().cause() == Cause.CONFIGURATION);
            } else if (finding instanceof Finding.Unclear unclear) {
                assertThat(unclear.reason()).endsWith(".");
                assertThat(unclear.advice()).endsWith(".").hasSizeGreaterThan(20);
                assertThat(unclear.candidates()).isEqualTo(it.sighting.candidates());
            }
        }
    }

    @Test
    void no_answer_ever_leads_to_anything_but_another_question_or_a_person() {
        for (Situation it : all()) {
            if (it.sighting.trouble() != null && it.ours() == 0) {
                assertThat(it.judged()).isInstanceOfAny(Finding.AskAgain.class, Finding.Unclear.class);
            }
            if (it.sighting.trouble() != null && it.judged() instanceof Finding.AskAgain again) {
                // it is no answer: it neither adds to the row of answers nor breaks it
                assertThat(again.standing().absentAt()).isEqualTo(it.standing.absentAt());
            }
        }
    }

    private static List<Situation> all() {
        List<Answer.None> troubles = new ArrayList<>();
        troubles.add(null);
        for (Cause cause : Cause.values()) {
            troubles.add(new Answer.None(cause, "it is so"));
        }
        List<Instant> times = List.of(ENDED.minus(MILLI), ENDED, SETTLED.minus(MILLI), SETTLED, SETTLED.plusSeconds(9));
        List<Standing> standings = new ArrayList<>();
        for (Instant since : Arrays.asList(null, ENDED.minus(Duration.ofDays(1)))) {
            standings.add(new Standing(3, since, null));
            times.forEach(absent -> standings.add(new Standing(3, since, absent)));
        }
        List<List<Candidate>> shown = new ArrayList<>();
        for (int ours = 0; ours < 3; ours++) {
            for (Likeness weak : Likeness.values()) {
                List<Candidate> candidates = new ArrayList<>();
                for (int i = 0; i < ours; i++) {
                    candidates.add(candidate(100 + i, Likeness.OURS));
                }
                if (weak != Likeness.OURS) {
                    candidates.add(candidate(200, weak));
                }
                shown.add(List.copyOf(candidates));
            }
        }
        List<Situation> all = new ArrayList<>();
        for (Doubt doubt : doubts()) {
            for (Trust trust : trusts()) {
                for (Instant asOf : times) {
                    for (List<Candidate> candidates : shown) {
                        for (Answer.None trouble : troubles) {
                            Sighting sighting = new Sighting(asOf, candidates, trouble);
                            standings.forEach(standing -> all.add(new Situation(doubt, standing, trust, sighting)));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static List<Doubt> doubts() {
        List<Doubt> doubts = new ArrayList<>();
        for (Place place : Place.values()) {
            Doubt doubt = Sample.doubt(Sample.MARKER, Sample.EMAIL, place);
            doubts.addAll(List.of(doubt, Sample.deleted(doubt), doubt.answeredExisting(77)));
            doubts.add(Sample.deleted(doubt).answeredExisting(77));
        }
        return doubts;
    }

    private static List<Trust> trusts() {
        List<Trust> trusts = new ArrayList<>();
        for (Seen tag : Seen.values()) {
            for (Seen comment : Seen.values()) {
                trusts.add(new Trust(tag, comment));
            }
        }
        return trusts;
    }
}
