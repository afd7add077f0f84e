package io.waybill.intake;

import io.waybill.intake.mapping.Mapped;
import io.waybill.intake.mapping.Mapping;
import io.waybill.order.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the columns of one table are called: as the API calls its fields, or as a partner does, whose rows are mapped one
 * by one, so that what belongs together is told by the API's names.
 */
public class TableNaming {
    /** The API's own names. */
    public static final TableNaming PLAIN = new TableNaming();

    private TableNaming() {}

    /** The names of a partner, for one table. */
    public static TableNaming of(Mapping mapping) {
        return mapping == null ? PLAIN : mapping.reshapes() ? new Reshaped(mapping) : new Partner(mapping);
    }

    /** Whether a column of that name means something. */
    boolean knows(String column) {
        return TableColumn.named(column).isKnown();
    }

    /** What the first row should have named, in a clause. */
    String expected() {
        return "names such as bill_email, good_name and ref";
    }

    /** The header in the API's names. To be called before any row. */
    public TableHeader header(TableHeader written) {
        return written;
    }

    /** A row under that header. A malformed one has all its own cells behind those, lest its order not be told. */
    public TableRow row(TableRow written) {
        return written;
    }

    /** What could not be mapped of the row that was given last; its fields are the row's own. */
    List<Fault> faults() {
        return List.of();
    }

    /** Each order gets another shape when it has been read: till then its columns are its own. */
    private static final class Reshaped extends TableNaming {
        private final Mapping mapping;

        Reshaped(Mapping mapping) {
            this.mapping = mapping;
        }

        @Override
        boolean knows(String column) {
            return mapping.knows(column);
        }
    }

    private static final class Partner extends TableNaming {
        private final Mapping mapping;
        private final Map<String, Integer> places = new HashMap<>();
        private List<String> columns = List.of();
        private int width;
        private TableRow last;
        private TableRow lastMapped;
        private List<Fault> faults = List.of();

        Partner(Mapping mapping) {
            this.mapping = mapping;
        }

        @Override
        boolean knows(String column) {
            return mapping.knows(column.strip());
        }

        @Override
        String expected() {
            return "names that mapping " + mapping.name() + " takes: "
                    + String.join(", ", mapping.partnerNames().stream().sorted().toList());
        }

        @Override
        public TableHeader header(TableHeader written) {
            columns = written.names().stream().map(String::strip).toList();
            List<String> targets = mapping.targets(columns);
            width = targets.size();
            for (int i = 0; i < width; i++) {
                places.put(targets.get(i), i);
            }
            return new TableHeader(targets, written.delimiter(), written.bom());
        }

        // asked for the same row by whoever groups rows and by whoever takes them
        @Override
        public TableRow row(TableRow written) {
            if (written.equals(last)) {
                return lastMapped;
            }
            List<Map.Entry<String, String>> fields = new ArrayList<>(columns.size());
            for (int i = 0; i < Math.min(columns.size(), written.cells().size()); i++) {
                String text = written.cells().get(i);
                if (!text.isBlank() && !columns.get(i).isEmpty()) {
                    fields.add(Map.entry(columns.get(i), text));
                }
            }
            Mapped mapped = mapping.apply(fields);
            String[] cells = new String[width];
            Arrays.fill(cells, "");
            mapped.fields().forEach(field -> cells[places.get(field.getKey())] = field.getValue());
            List<String> all = new ArrayList<>(Arrays.asList(cells));
            if (written.fault().isPresent()) {
                all.addAll(written.cells());
            }
            faults = written.fault().isPresent() ? List.of() : faults(written, mapped);
            last = written;
            lastMapped = new TableRow(written.line(), all, written.fault());
            return lastMapped;
        }

        private List<Fault> faults(TableRow written, Mapped mapped) {
            List<Fault> found = new ArrayList<>(mapped.faults());
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).isEmpty() && !written.cells().get(i).isBlank()) {
                    found.add(nameless(i, written.cells().get(i)));
                }
            }
            return found;
        }

        @Override
        List<Fault> faults() {
            return faults;
        }
    }

    /** A cell under no name. */
    static Fault nameless(int index, String text) {
        return Fault.of("column " + (index + 1), text, "nothing in a column that the first row does not name");
    }
}
