package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.account.Accounts;
import io.waybill.intake.mapping.Mapping;
import io.waybill.intake.mapping.Mappings;
import io.waybill.order.AccountKey;
import io.waybill.order.Leniency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a partner writes, a mapping makes an order of it that can be judged, with the place that it had. */
class MappedPropertyTest {
    private static final Accounts ACCOUNTS = IntakeSite.accounts(new AccountKey("main", true));

    private final Mapping mapping = mapping();

    @Property(tries = 300)
    void any_order_is_mapped_and_judged(@ForAll("orders") List<Map.Entry<String, String>> fields) {
        RawOrder mapped = new RawOrder(7, 11, fields, List.of()).mapped(mapping);
        assertThat(mapped.position()).isEqualTo(7);
        OrderJudge judge = new OrderJudge(null, new IntakeTerms(ACCOUNTS, Leniency.NONE, Mappings.NONE), mapping);
        assertThat(judge.judge(mapped).faults())
                .allSatisfy(fault -> assertThat(fault.sentence()).isNotBlank());
    }

    @Property(tries = 300)
    void any_table_is_read_or_refused_and_its_rows_are_the_same_for_whoever_reads_it(
            @ForAll("tables") List<List<String>> rows) throws Exception {
        StringBuilder csv = new StringBuilder();
        rows.forEach(row -> csv.append(String.join(";", row)).append('\n'));
        List<Integer> positions = new ArrayList<>();
        try {
            Reading reading = Reading.of(Format.CSV.reader().with(mapping), csv.toString());
            CsvDocument.read(
                    new java.io.ByteArrayInputStream(csv.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    new TableHandler() {
                        private final TableNaming naming = TableNaming.of(mapping);

                        @Override
                        public TableNaming naming() {
                            return naming;
                        }

                        @Override
                        public void header(TableHeader header) {
                            assertThat(header.names()).isEqualTo(rows.get(0));
                        }

                        @Override
                        public void row(int position, TableRow row) {
                            positions.add(position);
                        }
                    });
            assertThat(positions.stream().distinct()).hasSize(reading.orders().size());
        } catch (UnreadableDocumentException e) {
            assertThat(positions).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> orders() {
        return Combinators.combine(names(), texts()).as(Map::entry).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return names().list()
                .ofMinSize(2)
                .ofMaxSize(7)
                .flatMap(header -> texts().list()
                        .ofMinSize(header.size() - 1)
                        .ofMaxSize(header.size())
                        .list()
                        .ofMaxSize(5)
                        .map(rows -> {
                            List<List<String>> table = new ArrayList<>(List.of(header));
                            table.addAll(rows);
                            return table;
                        }));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(
                "No",
                "Mail",
                "Am",
                "Art 1",
                "Art 2",
                "Art 02",
                "Art 10",
                "Preis 1",
                "State",
                "x",
                "bill_phone",
                "account",
                "goods[",
                "goods",
                "goods[]",
                "goods[0]",
                "goods[0][good_name]",
                "good_name",
                "[",
                "]",
                "utm[",
                "waybill_x",
                "hash",
                "bill_email",
                "ref");
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                "", " ", "A", "B", "new", "gone", "1,5", "1.5", "15.01.2024", "31.02.2024", "Anna van", "{n}");
    }

    private static Mapping mapping() {
        try {
            Path folder = Files.createTempDirectory("mappings");
            Path file = folder.resolve("shop.yaml");
            Files.writeString(file, """
                    zone: UTC
                    fields:
                      ref: No
                      bill_email: Mail
                      bill_surname: {from: Mail, part: surname}
                      bill_created: {from: Am, date: dd.MM.yyyy}
                      operation: {from: State, values: {new: CreateOrder, gone: DeleteOrder, A: ""}}
                    goods: [{good_name: "Art {n}", good_sum: {from: "Preis {n}", decimal: ","}}, {good_name: x}]
                    """);
            Mapping mapping = Mappings.read(folder).named("shop").orElseThrow();
            Files.delete(file);
            Files.delete(folder);
            return mapping;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
