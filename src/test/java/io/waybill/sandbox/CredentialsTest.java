package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Values worked out with PHP for login {@code demo} and key {@code not-a-real-key}. */
class CredentialsTest {
    private final Credentials demo = new Credentials("demo", "not-a-real-key");

    @Test
    void hashes_requests_as_php_does() {
        String query = "goods%5B0%5D%5Bgood_name%5D=course&goods%5B0%5D%5Bgood_sum%5D=1500.00"
                + "&goods%5B1%5D%5Bgood_name%5D=book&bill_email=anna%40example.com"
                + "&bill_first_name=%D0%90%D0%BD%D0%BD%D0%B0&bill_comment=a%2Ab+%7Ec+%28d%29%21"
                + "&utm%5Butm_medium%5D=cpc&utm%5Butm_source%5D=x+y";

        assertThat(requestHash("bill_id=1111")).isEqualTo("5e7e5e7b744da4743cbc1d75793fea74");
        assertThat(requestHash("")).isEqualTo("c50d38fb335714a35cd75119991eab31");
        assertThat(requestHash(query)).isEqualTo("23f2ddf44dbedd971c0d4cad9600bed8");
    }

    @Test
    void hashes_a_body_in_another_spelling_alike() {
        assertThat(requestHash("goods[0][good_name]=course&goods[0][good_sum]=1500.00&goods[1][good_name]=book"
                        + "&bill_email=anna@example.com&bill_first_name=%d0%90%d0%bd%d0%bd%d0%b0"
                        + "&bill_comment=a*b%20~c%20(d)!&utm[utm_medium]=cpc&utm[utm_source]=x%20y"))
                .isEqualTo("23f2ddf44dbedd971c0d4cad9600bed8");
    }

    @Test
    void hashes_replies_as_php_does() {
        assertThat(demo.replyHash(0, "OK")).isEqualTo("57e953af03965b797c828aa1e25109f1");
        assertThat(demo.replyHash(604, PhpText.of("Product not exist: курс/1")))
                .isEqualTo("ba6b2fc11fa277b5d263453a18370083");
        assertThat(new Credentials("", "").replyHash(5, "Invalid user name"))
                .isEqualTo("ca1d0e11a47db2f77cca68545d853090");
    }

    private String requestHash(String query) {
        return demo.requestHash(QueryString.of(PhpForm.parse(query.getBytes(StandardCharsets.US_ASCII))));
    }
}
