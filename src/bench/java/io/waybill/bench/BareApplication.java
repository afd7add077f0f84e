package io.waybill.bench;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The least that Spring Boot and Camel make of the same libraries: a folder, an HTTP call, a folder. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareApplication {
    /** Arguments: a folder, and the address to post to. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(BareApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "bare.folder=" + args[0],
                        "bare.url=" + args[1],
                        "camel.main.run-controller=true",
                        "logging.level.root=warn")
                .run();
        System.out.println("is ready");
    }

    @Bean
    RouteBuilder files() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{bare.folder}}/in?initialDelay=0&delay=100")
                        .to("{{bare.url}}/api/CreateOrder?httpMethod=POST&throwExceptionOnFailure=false")
                        .to("file:{{bare.folder}}/out");
            }
        };
    }
}
