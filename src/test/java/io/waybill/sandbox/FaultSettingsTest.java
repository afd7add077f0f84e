package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSettingsTest {
    @Test
    void reads_a_line() {
        SandboxFault slow = SandboxFault.parse("latency=100-300ms,rate=0.5,operation=CreateOrder,count=3");

        assertThat(slow.kind()).isEqualTo(FaultKind.LATENCY);
        assertThat(slow.shortest()).isEqualTo(Duration.ofMillis(100));
        assertThat(slow.longest()).isEqualTo(Duration.ofMillis(300));
        assertThat(slow.rate()).isEqualTo(0.5);
        assertThat(slow.operation()).isEqualTo("CreateOrder");
        assertThat(slow.count()).isEqualTo(3);
        assertThat(SandboxFault.parse("latency=2s").longest()).isEqualTo(Duration.ofSeconds(2));
        assertThat(SandboxFault.parse("code=604,text=one, two,rate=0.1").text()).isEqualTo("one, two");
        assertThat(SandboxFault.parse("error-after=503").status()).isEqualTo(503);
    }

    @Test
    void reads_json_of_one_fault_or_of_many() {
        List<SandboxFault> one = json("{\"fault\":\"close-idle\",\"delay\":500}");
        List<SandboxFault> two = json("[{\"fault\":\"cut-after\",\"rate\":0.25},{\"fault\":\"code\",\"code\":602}]");

        assertThat(one).containsExactly(SandboxFault.closeIdle(Duration.ofMillis(500)));
        assertThat(two).containsExactly(SandboxFault.of(FaultKind.CUT_AFTER).withRate(0.25), SandboxFault.code(602));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus",
                "latency=soon",
                "latency=300-100ms",
                "cut-after,rate=2",
                "cut-after,rate=often",
                "cut-after,when=never",
                "code",
                "close-idle",
                "error-before=200"
            })
    void refuses_what_makes_no_sense(String line) {
        assertThatThrownBy(() -> SandboxFault.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{10,}");
    }

    @ParameterizedTest
    @EnumSource
    void knows_each_kind_by_its_setting(FaultKind kind) {
        assertThat(SandboxFault.of(kind).kind()).isEqualTo(kind);
        assertThat(FaultKind.ofSetting(kind.setting())).isEqualTo(kind);
    }

    private static List<SandboxFault> json(String json) {
        return FaultSettings.fromJson(json.getBytes(StandardCharsets.UTF_8));
    }
}
