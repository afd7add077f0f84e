package io.waybill.intake.mapping;

import io.waybill.order.Fault;
import io.waybill.order.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Keys and values of a YAML file, with their places, so that a mistake can be told with its line. */
final class Section {
    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final List<String> mistakes;

    /**
     * @param file the file's name, for people
     * @param path the section's own key, with those around it; empty for the whole file
     * @param mistakes takes what is wrong, a sentence each
     */
    Section(String file, String path, Node node, List<String> mistakes) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.mistakes = mistakes;
        if (!(node instanceof MappingNode keys)) {
            mistake(node, path, found(node), "keys and values");
            return;
        }
        for (NodeTuple pair : keys.getValue()) {
            String key = pair.getKeyNode() instanceof ScalarNode scalar
                    ? scalar.getValue().strip()
                    : "";
            if (key.isEmpty()) {
                mistake(pair.getKeyNode(), path, found(pair.getKeyNode()), "a key");
            } else if (values.putIfAbsent(key, pair.getValueNode()) != null) {
                mistake(pair.getKeyNode(), path(key), "this key twice", "each key once");
            }
        }
    }

    Collection<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Node at(String key) {
        return values.get(key);
    }

    /** Says of every other key that there is none such. */
    void allow(List<String> known) {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                String nearest = NearestName.of(key, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(", one of " + String.join(", ", known));
                mistake(value, path(key), "an unknown key", "a key that there is" + nearest);
            }
        });
    }

    Section section(String key) {
        return new Section(file, path(key), values.get(key), mistakes);
    }

    Section section(Node value, String valuePath) {
        return new Section(file, valuePath, value, mistakes);
    }

    /** A text that is not blank; empty, with a mistake noted, if the key is there and has none. */
    Optional<String> text(String key, String expected) {
        return Optional.ofNullable(values.get(key)).flatMap(value -> text(value, key, expected));
    }

    /** A text, perhaps an empty one where it is written in quotation marks. */
    Optional<String> anyText(String key, String expected) {
        Node value = values.get(key);
        if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        if (value != null) {
            mistake(key, found(value), expected);
        }
        return Optional.empty();
    }

    private Optional<String> text(Node value, String key, String expected) {
        if (value instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        mistake(value, path(key), found(value), expected);
        return Optional.empty();
    }

    /** One text, or a list of them. */
    List<String> texts(String key, String expected) {
        List<String> texts = new ArrayList<>();
        Node value = values.get(key);
        if (value instanceof SequenceNode list) {
            list.getValue().forEach(item -> text(item, key, expected).ifPresent(texts::add));
            if (list.getValue().isEmpty()) {
                mistake(key, "an empty list", expected);
            }
        } else if (value != null) {
            text(value, key, expected).ifPresent(texts::add);
        }
        return texts;
    }

    /** True or false. */
    boolean yes(String key) {
        String text = text(key, "true or false").orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            mistake(key, Fault.excerpt(text), "true or false");
        }
        return text.equals("true");
    }

    void mistake(String key, String found, String expected) {
        mistake(values.getOrDefault(key, node), path(key), found, expected);
    }

    private void mistake(Node at, String where, String found, String expected) {
        String line = at == null || at.getStartMark() == null
                ? ""
                : ", line " + (at.getStartMark().getLine() + 1);
        mistakes.add(file + line + ": " + (where.isEmpty() ? "" : where + ": ") + "found " + found + "; expected "
                + expected + ".");
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String found(Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()
                    ? "nothing"
                    : Fault.excerpt(scalar.getValue());
        }
        return value instanceof SequenceNode ? "a list" : value == null ? "nothing" : "keys and values";
    }
}
