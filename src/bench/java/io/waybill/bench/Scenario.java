package io.waybill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Something that is measured, beside what it is compared with. */
interface Scenario {
    /** A word, by which it can be asked for. */
    String name();

    /** What it is, in a line. */
    String title();

    /** What is asked of it. */
    List<Aim> aims();

    /** How often: warm-ups, which are not counted, and rounds. */
    default Pace pace() {
        return new Pace(3, 5);
    }

    /** Whether it uses what the short form has only one of, as {@link Site#gateway()}. */
    default boolean sharesGateway() {
        return false;
    }

    /** Makes ready whatever all its rounds share. */
    Course open(Site site) throws Exception;

    /** How many rounds warm up, and how many count. */
    record Pace(int warmUps, int rounds) {}

    /** A scenario under way. */
    interface Course extends Closeable {
        /** One round of all who are compared, in turn, so that whatever happens on the machine meets all of them. */
        void round(int number, Readings readings) throws Exception;

        @Override
        default void close() throws IOException {}
    }
}
