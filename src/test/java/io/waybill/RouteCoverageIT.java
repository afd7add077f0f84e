package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Prints how much of each route the tests have run, from the dumps that {@code @EnableRouteCoverage} leaves: Camel's
 * Maven plugin draws pages from them, but its printed table knows no routes in YAML.
 */
class RouteCoverageIT {
    private static final Path DUMPS = Path.of("target", "camel-route-coverage");

    /** Route id to step id to how often the step was run, over all dumps. */
    private final Map<String, Map<String, Long>> routes = new TreeMap<>();

    @Test
    void every_route_was_run_by_some_test() throws Exception {
        assumeThat(DUMPS).as("dumps of route coverage").isDirectory();
        read();
        System.out.print(table());
        assertThat(routes)
                .allSatisfy((route, steps) -> assertThat(steps.values())
                        .as("how often the steps of route %s were run", route)
                        .anyMatch(runs -> runs > 0));
    }

    private void read() throws Exception {
        try (DirectoryStream<Path> dumps = Files.newDirectoryStream(DUMPS, "*.xml")) {
            for (Path dump : dumps) {
                NodeList found = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(dump.toFile())
                        .getElementsByTagName("route");
                for (int i = 0; i < found.getLength(); i++) {
                    Element route = (Element) found.item(i);
                    count(route, routes.computeIfAbsent(route.getAttribute("id"), id -> new TreeMap<>()));
                }
            }
        }
    }

    private static void count(Element parent, Map<String, Long> steps) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element step) {
                if (step.hasAttribute("exchangesTotal")) {
                    steps.merge(step.getAttribute("id"), Long.valueOf(step.getAttribute("exchangesTotal")), Long::sum);
                }
                count(step, steps);
            }
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder("Route coverage: steps run, steps, route, steps that no test ran\n");
        routes.forEach((route, steps) -> {
            var missed =
                    steps.keySet().stream().filter(step -> steps.get(step) == 0).toList();
            table.append("%4d %4d  %-28s %s%n"
                    .formatted(steps.size() - missed.size(), steps.size(), route, missed.isEmpty() ? "" : missed));
        });
        return table.toString();
    }
}
