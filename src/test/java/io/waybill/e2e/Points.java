package io.waybill.e2e;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.nameContains;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.waybill.ledger.Died;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.MemberSubstitution;

/**
 * Every act of a gateway that outlives its process, counted one by one: a commit that changes something, a request's
 * first byte, and whatever is done to files. At each the gateway's life may end: from then on none of its threads does
 * any such act any more, so that what is left is what a killed process leaves. The production code is changed for that
 * in the memory of this JVM only, by an agent.
 */
public final class Points {
    private static final InheritableThreadLocal<Life> LIFE = new InheritableThreadLocal<>();
    private static final ThreadLocal<Boolean> CHANGES = ThreadLocal.withInitial(() -> false);

    private Points() {}

    /** One life of a gateway: all threads that were begun in it, and by them. */
    static final class Life {
        private final int diesAt;
        private final List<String> passed = new CopyOnWriteArrayList<>();
        private volatile boolean over;

        private Life(int diesAt) {
            this.diesAt = diesAt;
        }

        /** Begins a life of this thread and all that it begins, which ends before the n-th act. */
        static Life begin(int diesAt) {
            Life life = new Life(diesAt);
            LIFE.set(life);
            return life;
        }

        boolean isOver() {
            return over;
        }

        /** What it came to, in sequence. */
        List<String> passed() {
            return passed;
        }

        private synchronized void pass(String act) {
            if (over) {
                throw new Died("after its death: " + act);
            }
            passed.add(act);
            if (passed.size() == diesAt) {
                over = true;
                throw new Died("before " + act);
            }
        }
    }

    /** Changes the classes, those that are loaded and those to come; to be reset. */
    static ResettableClassFileTransformer install() throws NoSuchMethodException {
        AsmVisitorWrapper[] files = {
            replaced(Files.class, "move", 3, Path.class, Path.class, CopyOption[].class),
            replaced(Files.class, "createLink", 2, Path.class, Path.class),
            replaced(Files.class, "deleteIfExists", 1, Path.class),
            replaced(Files.class, "copy", 2, Path.class, OutputStream.class),
            replaced(FileChannel.class, "write", 1, FileChannel.class, ByteBuffer.class),
            replaced(FileChannel.class, "truncate", 1, FileChannel.class, long.class),
            replaced(FileChannel.class, "force", 1, FileChannel.class, boolean.class)
        };
        return new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(nameStartsWith("io.waybill.files.")
                        .or(nameStartsWith("io.waybill.intake."))
                        .or(nameStartsWith("io.waybill.outcome."))
                        .and(not(nameContains("Test"))))
                .transform((type, description, loader, module, domain) -> {
                    for (AsmVisitorWrapper each : files) {
                        type = type.visit(each);
                    }
                    return type;
                })
                .type(named("io.waybill.ledger.Tx"))
                .transform((type, description, loader, module, domain) -> type.visit(
                                Advice.to(Preparing.class).on(named("statement")))
                        .visit(Advice.to(Committing.class).on(named("commit"))))
                .type(named("io.waybill.delivery.SignedForm"))
                .transform((type, description, loader, module, domain) ->
                        type.visit(Advice.to(Sending.class).on(named("writeTo"))))
                .installOn(ByteBuddyAgent.install());
    }

    private static AsmVisitorWrapper replaced(Class<?> owner, String name, int arguments, Class<?>... types)
            throws NoSuchMethodException {
        return MemberSubstitution.relaxed()
                .method(isDeclaredBy(owner).and(named(name)).and(takesArguments(arguments)))
                .replaceWith(Points.class.getMethod(name, types))
                .on(any());
    }

    /** Passes a point, or dies at it. */
    public static void pass(String act) {
        Life life = LIFE.get();
        if (life != null) {
            life.pass(act);
        }
    }

    // ---- what the changed classes call

    /** Tells a transaction that changes something from one that only looks. */
    public static final class Preparing {
        private Preparing() {}

        /** Notes what kind of statement it is. */
        @Advice.OnMethodEnter
        public static void enter(@Advice.Argument(0) String sql) {
            prepared(sql);
        }
    }

    /** Before a commit. */
    public static final class Committing {
        private Committing() {}

        /** Passes it, if there is anything to commit. */
        @Advice.OnMethodEnter
        public static void enter() {
            committing();
        }
    }

    /** Before the first byte of a request. */
    public static final class Sending {
        private Sending() {}

        /** Passes it. */
        @Advice.OnMethodEnter
        public static void enter() {
            pass("sending");
        }
    }

    /** A statement of a transaction. */
    public static void prepared(String sql) {
        if (sql.startsWith("begin")) {
            CHANGES.set(false);
        } else if (!sql.startsWith("select") && !sql.startsWith("commit")) {
            CHANGES.set(true);
        }
    }

    /** The end of a transaction. */
    public static void committing() {
        if (CHANGES.get()) {
            pass("commit");
        }
    }

    /** In the place of that of {@link Files}. */
    public static Path move(Path from, Path to, CopyOption... options) throws IOException {
        pass("move to " + to.getFileName());
        return Files.move(from, to, options);
    }

    /** In the place of that of {@link Files}. */
    public static Path createLink(Path link, Path existing) throws IOException {
        pass("link " + link.getFileName());
        return Files.createLink(link, existing);
    }

    /** In the place of that of {@link Files}. */
    public static boolean deleteIfExists(Path file) throws IOException {
        pass("delete " + file.getFileName());
        return Files.deleteIfExists(file);
    }

    /** In the place of that of {@link Files}. */
    public static long copy(Path file, OutputStream out) throws IOException {
        pass("copy " + file.getFileName());
        return Files.copy(file, out);
    }

    /** In the place of that of {@link FileChannel}. */
    public static int write(FileChannel channel, ByteBuffer bytes) throws IOException {
        pass("write");
        // a process may die with half of it written
        int half = bytes.remaining() / 2;
        if (half == 0) {
            return channel.write(bytes);
        }
        int limit = bytes.limit();
        bytes.limit(bytes.position() + half);
        int written = channel.write(bytes);
        bytes.limit(limit);
        return written;
    }

    /** In the place of that of {@link FileChannel}. */
    public static FileChannel truncate(FileChannel channel, long length) throws IOException {
        pass("truncate");
        return channel.truncate(length);
    }

    /** In the place of that of {@link FileChannel}. */
    public static void force(FileChannel channel, boolean all) throws IOException {
        pass("force");
        channel.force(all);
    }
}
