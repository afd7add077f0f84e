package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.file.springboot.FileComponentAutoConfiguration;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration;

class NeededAutoConfigurationsTest {
    @Test
    void camel_and_its_components_stay_and_the_rest_is_not_even_weighed() {
        String[] found = {
            CamelAutoConfiguration.class.getName(),
            CacheAutoConfiguration.class.getName(),
            null,
            FileComponentAutoConfiguration.class.getName(),
            "org.apache.camel.component.added.by.a.User"
        };
        assertThat(new NeededAutoConfigurations().match(found, null)).containsExactly(true, false, false, true, true);
    }
}
