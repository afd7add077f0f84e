package io.waybill.e2e;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders as partners write them. Each has a buyer of its own, so that the far end's books tell them apart. */
final class Orders {
    private Orders() {}

    static String email(String ref) {
        return ref.toLowerCase(java.util.Locale.ROOT) + "@example.com";
    }

    static String create(String ref) {
        return create(ref, "course");
    }

    static String create(String ref, String good) {
        return "{\"ref\":\"" + ref + "\",\"bill_email\":\"" + email(ref) + "\",\"goods\":[{\"good_name\":\"" + good
                + "\",\"good_sum\":\"1500.00\"}]}";
    }

    static String delete(String ref) {
        return "{\"operation\":\"DeleteOrder\",\"ref\":\"" + ref + "\"}";
    }

    static String list(String... orders) {
        return "[\n" + String.join(",\n", orders) + "\n]\n";
    }

    static String lines(String... orders) {
        return String.join("\n", orders) + "\n";
    }

    /** So many creates, their refs numbered from 1. */
    static String manyLines(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> create(prefix + i))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static final String HEADER = "ref,bill_email,good_name,good_sum\n";

    static String row(String ref) {
        return ref + "," + email(ref) + ",course,1500.00\n";
    }

    /** A table of so many creates, their refs numbered from 1. */
    static String manyRows(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> row(prefix + i))
                .collect(Collectors.joining("", HEADER, ""));
    }
}
