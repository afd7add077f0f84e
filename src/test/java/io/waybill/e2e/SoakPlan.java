package io.waybill.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Many orders of all kinds, the documents in which they come (JSON, JSON Lines, CSV; large, small and single), and what
 * has to become of each, whatever happens on the way. Repeatable by its seed.
 */
final class SoakPlan {
    /** What has to become of an order. */
    enum End {
        /** It is at the far end, once. */
        CREATED("confirmed"),
        /** It was at the far end, once, and is deleted there. */
        CREATED_AND_DELETED("confirmed"),
        /** It deletes another one. */
        DELETES("confirmed"),
        /** The far end refuses it for what it says. */
        REFUSED("rejected"),
        /** It never leaves the house. */
        INVALID("invalid"),
        /** The same as one before it in its document. */
        DUPLICATE("duplicate");

        final String state;

        End(String state) {
            this.state = state;
        }
    }

    /** One order, by where it stands. {@code email} is its buyer's own; null for a DeleteOrder. */
    record Planned(String document, int position, String ref, String email, End end) {
        String place() {
            return document + "/" + position;
        }
    }

    /** A document, with the orders in it. */
    record Document(String name, String text, List<Planned> orders) {
        boolean table() {
            return name.endsWith(".csv");
        }
    }

    private static final String TABLE = "ref,operation,bill_email,good_name,good_sum\n";

    /** The documents of a round; at one turn of it come many of a single order each. */
    private static final String[] ENDINGS = {".csv", ".json", ".jsonl", ".json"};

    private static final int SINGLES = 1;
    private static final int MANY = 25;

    private final Random random;
    private final List<Document> documents = new ArrayList<>();
    /** Orders of finished documents that nobody deletes yet. */
    private final List<String> undeleted = new ArrayList<>();

    private final Map<String, End> creates = new HashMap<>();
    private int refs;

    /**
     * @param orders how many, at least
     * @param largest the most orders in one document
     */
    SoakPlan(long seed, int orders, int largest) {
        this.random = new Random(seed);
        int planned = 0;
        for (int turn = 0; planned < orders; turn++) {
            int before = documents.size();
            turn(turn % ENDINGS.length, Math.min(largest, orders - planned));
            planned += documents.subList(before, documents.size()).stream()
                    .mapToInt(document -> document.orders().size())
                    .sum();
        }
    }

    /** In the order in which they are dropped. */
    List<Document> documents() {
        return documents;
    }

    /** All orders; a create that another document deletes is told as such. */
    List<Planned> orders() {
        return documents.stream()
                .flatMap(document -> document.orders().stream())
                .map(order -> order.end() == End.CREATED
                        ? new Planned(
                                order.document(),
                                order.position(),
                                order.ref(),
                                order.email(),
                                creates.get(order.email()))
                        : order)
                .toList();
    }

    /** How many orders the far end has in the end, deleted ones too. */
    long creates() {
        return orders().stream()
                .filter(order -> order.end() == End.CREATED || order.end() == End.CREATED_AND_DELETED)
                .count();
    }

    /** The documents in so many parts of about equal orders, none empty if there are enough. */
    List<List<Document>> waves(int count) {
        long orders = documents.stream()
                .mapToInt(document -> document.orders().size())
                .sum();
        List<List<Document>> waves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waves.add(new ArrayList<>());
        }
        long before = 0;
        for (Document document : documents) {
            waves.get((int) (before * count / orders)).add(document);
            before += document.orders().size();
        }
        return waves;
    }

    private void turn(int turn, int most) {
        if (turn == SINGLES) {
            for (int i = 0; i < MANY; i++) {
                documents.add(document(ENDINGS[turn], true, 1));
            }
        } else {
            int size = Math.min(most, 1 + most / 4 + random.nextInt(Math.max(1, most * 3 / 4)));
            documents.add(document(ENDINGS[turn], false, size));
        }
    }

    private Document document(String ending, boolean single, int size) {
        Draft draft = new Draft("soak-" + (documents.size() + 1) + ending, single);
        while (draft.orders.size() < size) {
            draft.add();
        }
        return draft.finished();
    }

    /** A document that is being written. */
    private final class Draft {
        private final String name;
        private final boolean single;
        private final List<Planned> orders = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        /** What this document creates and leaves alone: a duplicate's first, or a delete's target. */
        private final List<Integer> free = new ArrayList<>();

        Draft(String name, boolean single) {
            this.name = name;
            this.single = single;
        }

        void add() {
            int dice = random.nextInt(100);
            if (single || dice < 86) {
                create(End.CREATED, random.nextInt(8) == 0 ? 2 : 1);
            } else if (dice < 88) {
                create(End.REFUSED, 1);
            } else if (dice < 91) {
                create(End.INVALID, 1);
            } else if (dice < 93) {
                duplicate();
            } else if (dice < 95) {
                deleteAndCreateAnew();
            } else if (!undeleted.isEmpty()) {
                String ref = undeleted.remove(random.nextInt(undeleted.size()));
                creates.put(email(ref, 0), End.CREATED_AND_DELETED);
                delete(ref);
            }
        }

        private void create(End end, int goods) {
            String ref = "s-" + ++refs;
            if (end == End.CREATED) {
                free.add(orders.size());
            }
            create(ref, end == End.INVALID ? ref + " at example.com" : email(ref, 0), end, goods);
        }

        private void create(String ref, String email, End end, int goods) {
            creates.put(email, end);
            plan(ref, email, end);
            String good = end == End.REFUSED ? "physical" : "course";
            texts.add(name.endsWith(".csv") ? rows(ref, email, good, goods) : json(ref, email, good, goods));
        }

        private void delete(String ref) {
            plan(ref, null, End.DELETES);
            texts.add(name.endsWith(".csv") ? ref + ",DeleteOrder,,,\n" : Orders.delete(ref));
        }

        /** One of the creates of this document that nothing else is about, and that is not the last; or null. */
        private Planned oneOfMine() {
            int last = orders.size() - 1;
            List<Integer> candidates =
                    free.stream().filter(index -> index < last).toList();
            if (candidates.isEmpty()) {
                return null;
            }
            Integer index = candidates.get(random.nextInt(candidates.size()));
            free.remove(index);
            return orders.get(index);
        }

        private void duplicate() {
            Planned first = oneOfMine();
            if (first != null) {
                texts.add(texts.get(first.position() - 1));
                plan(first.ref(), null, End.DUPLICATE);
            }
        }

        private void deleteAndCreateAnew() {
            Planned first = oneOfMine();
            if (first != null) {
                creates.put(first.email(), End.CREATED_AND_DELETED);
                delete(first.ref());
                create(first.ref(), email(first.ref(), 1), End.CREATED, 1);
            }
        }

        private void plan(String ref, String email, End end) {
            orders.add(new Planned(name, orders.size() + 1, ref, email, end));
        }

        Document finished() {
            free.forEach(index -> undeleted.add(orders.get(index).ref()));
            String text = name.endsWith(".csv")
                    ? TABLE + String.join("", texts)
                    : name.endsWith(".jsonl")
                            ? texts.stream().map(line -> line + "\n").collect(Collectors.joining())
                            : single ? texts.get(0) : Orders.list(texts.toArray(String[]::new));
            return new Document(name, text, List.copyOf(orders));
        }
    }

    private static String email(String ref, int generation) {
        return ref + (generation == 0 ? "" : "-anew") + "@example.com";
    }

    private static String rows(String ref, String email, String good, int goods) {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= goods; i++) {
            rows.append(ref).append(",CreateOrder,").append(email).append(',');
            rows.append(good).append(i).append(",1500.00\n");
        }
        return rows.toString();
    }

    private static String json(String ref, String email, String good, int goods) {
        StringBuilder list = new StringBuilder();
        for (int i = 1; i <= goods; i++) {
            list.append(i == 1 ? "" : ",")
                    .append("{\"good_name\":\"")
                    .append(good)
                    .append(i);
            list.append("\",\"good_sum\":\"1500.00\"}");
        }
        return "{\"ref\":\"" + ref + "\",\"bill_email\":\"" + email + "\",\"goods\":[" + list + "]}";
    }
}
