package io.waybill.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What a reader may expect of every route file. */
class RouteFilesTest {
    private static final String ENDING = ".camel.yaml";

    static List<Path> routes() throws IOException {
        List<Path> routes = new ArrayList<>();
        for (String folder : List.of("routes", "routes/sources")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(ENDING)).forEach(routes::add);
            }
        }
        return routes;
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_file_holds_one_route_that_is_called_like_the_file_and_says_what_it_does(Path file) throws IOException {
        Map<?, ?> route = route(file);
        assertThat(file.getFileName().toString()).isEqualTo(route.get("id") + ENDING);
        assertThat((String) route.get("description")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_route_is_read_at_a_glance(Path file) throws IOException {
        // a template says what its parameters are, too
        assertThat(Files.readAllLines(file)).hasSizeLessThan(isTemplate(file) ? 60 : 40);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void nothing_stands_in_comments_which_the_designer_deletes(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).noneMatch(line -> line.strip().startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void every_step_has_an_id_by_which_people_can_name_it(Path file) throws IOException {
        List<String> nameless = new ArrayList<>();
        Map<?, ?> route = route(file);
        if (route.get("from") instanceof Map<?, ?> from) {
            if (!from.containsKey("id")) {
                nameless.add("from");
            }
            visit((Collection<?>) from.get("steps"), nameless);
        } else {
            for (Map<?, ?> call : calls(route)) {
                if (!call.containsKey("id")) {
                    nameless.add("call");
                }
            }
        }
        assertThat(nameless).isEmpty();
    }

    private static void visit(Collection<?> steps, List<String> nameless) {
        for (Object step : steps) {
            ((Map<?, ?>) step).forEach((kind, inside) -> {
                if (inside instanceof Map<?, ?> parts) {
                    if (!parts.containsKey("id")) {
                        nameless.add(kind.toString());
                    }
                    parts.values().stream()
                            .filter(part ->
                                    part instanceof Map<?, ?> more && more.get("steps") instanceof Collection<?>)
                            .forEach(part -> visit((Collection<?>) ((Map<?, ?>) part).get("steps"), nameless));
                    if (parts.get("steps") instanceof Collection<?> more) {
                        visit(more, nameless);
                    }
                }
            });
        }
    }

    /** What the file holds: a route, or a REST service, whose calls are routes. */
    static Map<?, ?> route(Path file) throws IOException {
        List<?> document = new Yaml().load(Files.readString(file));
        assertThat(document).hasSize(1);
        Map<?, ?> root = (Map<?, ?>) document.get(0);
        assertThat(root.keySet().toString()).isIn("[route]", "[rest]", "[routeTemplate]");
        Map<Object, Object> route =
                new LinkedHashMap<>((Map<?, ?>) root.values().iterator().next());
        if (route.get("route") instanceof Map<?, ?> inner) {
            route.putAll(inner);
        }
        return route;
    }

    /** Whether routes are made of the file by a setting, one for each of its entries. */
    private static boolean isTemplate(Path file) throws IOException {
        return Files.readString(file).startsWith("- routeTemplate:");
    }

    /** The ids of the routes that Camel makes of a file. */
    static List<String> ids(Path file) throws IOException {
        Map<?, ?> route = route(file);
        List<String> ids = new ArrayList<>();
        List<Map<?, ?>> calls = calls(route);
        calls.forEach(call -> ids.add((String) call.get("routeId")));
        if (calls.isEmpty()) {
            ids.add((String) route.get("id"));
        }
        return ids;
    }

    /** Whether a setting that is off at first decides about the route. */
    static boolean isOffAtFirst(Path file) throws IOException {
        return isTemplate(file)
                || route(file).containsKey("precondition")
                || route(file).containsKey("disabled");
    }

    /** The calls of a REST service; none where it is a route. */
    private static List<Map<?, ?>> calls(Map<?, ?> service) {
        List<Map<?, ?>> calls = new ArrayList<>();
        for (String method : List.of("get", "post")) {
            if (service.get(method) instanceof Collection<?> some) {
                some.forEach(call -> calls.add((Map<?, ?>) call));
            }
        }
        return calls;
    }
}
