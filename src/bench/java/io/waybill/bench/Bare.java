package io.waybill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A contender in its own process, as the bench sees it; see {@link BareMain}. */
final class Bare implements Closeable {
    private final Child child;

    private Bare(Child child) {
        this.child = child;
    }

    static Bare start(String kind, Path folder, String url, int inFlight, String key, Deadline deadline)
            throws IOException {
        Child child = Child.start(
                folder.resolve(kind + ".log"),
                Child.java(
                        List.of(),
                        BareMain.class,
                        List.of(kind, url, Integer.toString(inFlight), folder.toString(), key)));
        Bare bare = new Bare(child);
        child.line("started", deadline);
        return bare;
    }

    Child child() {
        return child;
    }

    Trial trial(Batch batch, Deadline until) throws IOException {
        child.say(batch.name() + " " + batch.size());
        child.line("prepared " + batch.name() + ".", until);
        return deadline -> {
            child.say("go");
            child.line("carried " + batch.name() + ".", deadline);
        };
    }

    @Override
    public void close() {
        child.close();
    }
}
