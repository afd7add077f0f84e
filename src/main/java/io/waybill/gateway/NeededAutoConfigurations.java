package io.waybill.gateway;

import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Leaves out what a gateway never uses of the 200 auto-configurations that come with Spring Boot and Camel, since
 * weighing each of them took a quarter of the start. Those of Camel's components, data formats and languages stay, so
 * that {@code camel.component.*} keys work for whatever is added; of the others only the ones named here.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class NeededAutoConfigurations implements AutoConfigurationImportFilter {
    private static final Set<String> NAMED = Set.of(
            "org.apache.camel.model.rest.springboot.RestConfigurationDefinitionAutoConfiguration",
            "org.apache.camel.spring.boot.CamelAutoConfiguration",
            "org.apache.camel.spring.boot.TypeConversionConfiguration",
            "org.apache.camel.spring.boot.routetemplate.CamelRouteTemplateAutoConfiguration",
            "org.apache.camel.spring.boot.security.CamelSSLAutoConfiguration",
            "org.apache.camel.spring.boot.threadpool.CamelThreadPoolAutoConfiguration",
            "org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration",
            "org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration");
    private static final Set<String> FAMILIES =
            Set.of("org.apache.camel.component.", "org.apache.camel.dataformat.", "org.apache.camel.language.");

    @Override
    public boolean[] match(String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] needed = new boolean[autoConfigurations.length];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = autoConfigurations[i] != null && isNeeded(autoConfigurations[i]);
        }
        return needed;
    }

    private static boolean isNeeded(String name) {
        return NAMED.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
    }
}
