package io.waybill.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MailBodyTest {
    @Test
    void lines_of_fields_are_a_table_a_repeated_field_is_one_more_product() throws Exception {
        MailBody body = MailBody.of("""

                ref: M-1
                bill_email:  anna@example.com
                good_name: a "big" course, in two parts
                good_name: book
                ---
                ref: M-2
                bill_comment: at 12:30

                --\s
                Anna: director
                """);
        assertThat(body.ending()).isEqualTo("csv");
        assertThat(body.text()).isEqualTo("""
                "ref","bill_email","good_name","bill_comment"
                "M-1","anna@example.com","a ""big"" course, in two parts",""
                "M-1","","book",""
                "M-2","","","at 12:30"
                """);
    }

    @Test
    void other_lines_between_fields_are_named() {
        assertThatThrownBy(() -> MailBody.of("ref: M-1\nKind regards\n"))
                .hasMessageContaining("line 2 of its text is \"Kind regards\"");
    }

    @Test
    void what_is_no_document_is_none() throws Exception {
        assertThat(MailBody.of("Hello,\nwhen do you, or your partner, open?")).isNull();
        assertThat(MailBody.of("Dear Anna, dear Bob\nwhen do you open?")).isNull();
        assertThat(MailBody.of("Hello!\nWhen do you open?")).isNull();
        assertThat(MailBody.of(" \n")).isNull();
    }

    @Test
    void a_page_is_read_as_a_person_sees_it() {
        assertThat(MailText.ofHtml("<head><title>x</title></head><style>p {}</style><p>ref:&nbsp;M-1</p>"
                        + "<div>a: <b>1</b><br>b:\n 2</div>"))
                .isEqualTo("ref: M-1\na: 1\nb: 2\n");
        assertThat(MailText.ofHtml("<table><tr><td><p>ref</p></td><td>good_name</td></tr>"
                        + "<tr><td>M-1</td><td></td></tr></table>"))
                .isEqualTo("ref\tgood_name\nM-1\t\n");
    }
}
