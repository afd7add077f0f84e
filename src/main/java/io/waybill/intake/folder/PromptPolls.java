package io.waybill.intake.folder;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the inbox looked at as soon as something appears in it, where the platform tells (Linux does, macOS does not),
 * and in any case at regular intervals. So nothing depends on being told, and nobody waits for the interval.
 */
public final class PromptPolls extends ServiceSupport implements ScheduledPollConsumerScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(PromptPolls.class);
    private static final int DEEPEST = 2;

    private final Path inbox;
    private final long pollMillis;
    private final AtomicReference<Looking> looking = new AtomicReference<>();
    private CamelContext camel;
    private Runnable look;

    /**
     * @param inbox the folder that is polled
     * @param pollMillis how often it is looked at when nothing is told
     */
    public PromptPolls(Path inbox, int pollMillis) {
        this.inbox = inbox.toAbsolutePath().normalize();
        this.pollMillis = pollMillis;
    }

    @Override
    public void onInit(Consumer consumer) {
        // its task is all that is needed of it
    }

    @Override
    public void scheduleTask(Runnable task) {
        look = task;
    }

    @Override
    public void startScheduler() {
        Looking begun = new Looking(watch());
        if (looking.compareAndSet(null, begun)) {
            Thread thread = new Thread(begun, "inbox");
            thread.setDaemon(true);
            thread.start();
        } else {
            begun.end();
        }
    }

    @Override
    public boolean isSchedulerStarted() {
        return looking.get() != null;
    }

    @Override
    public void unscheduleTask() {
        Looking ended = looking.getAndSet(null);
        if (ended != null) {
            ended.end();
        }
    }

    @Override
    protected void doStop() {
        unscheduleTask();
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camel = context;
    }

    /** Null where nobody can tell: looking at intervals goes on. */
    private static WatchService watch() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("The inbox is looked at by the clock alone: {}", e.toString());
            return null;
        }
    }

    /** One thread that looks until it is ended. */
    private final class Looking implements Runnable {
        private final WatchService news;
        private volatile boolean ended;

        Looking(WatchService news) {
            this.news = news;
        }

        @Override
        public void run() {
            register(inbox, 0);
            try {
                while (!ended) {
                    look();
                    await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ClosedWatchServiceException e) {
                LOG.trace("The end", e);
            }
        }

        /** Whatever goes wrong with one look, the next one is due all the same. */
        private void look() {
            try {
                look.run();
            } catch (RuntimeException | Error e) {
                if (!ended) {
                    LOG.error("The inbox could not be looked at, trying again", e);
                }
            }
        }

        private void await() throws InterruptedException {
            if (news == null) {
                TimeUnit.MILLISECONDS.sleep(pollMillis);
                return;
            }
            for (WatchKey key = news.poll(pollMillis, TimeUnit.MILLISECONDS); key != null; key = news.poll()) {
                List<WatchEvent<?>> events = key.pollEvents();
                key.reset();
                for (WatchEvent<?> event : events) {
                    if (event.context() instanceof Path name && key.watchable() instanceof Path folder) {
                        Path appeared = folder.resolve(name);
                        register(appeared, inbox.relativize(appeared).getNameCount());
                    }
                }
            }
        }

        /** Folders of accounts and mappings are told of, too. */
        private void register(Path folder, int depth) {
            boolean hidden = depth > 0 && folder.getFileName().toString().startsWith(".");
            if (news == null || depth > DEEPEST || hidden || !Files.isDirectory(folder)) {
                return;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                folder.register(news, StandardWatchEventKinds.ENTRY_CREATE);
                if (depth < DEEPEST) {
                    entries.filter(Files::isDirectory).toList().forEach(below -> register(below, depth + 1));
                }
            } catch (IOException e) {
                LOG.debug("{} is looked at by the clock alone: {}", folder, e.toString());
            }
        }

        void end() {
            ended = true;
            try {
                if (news != null) {
                    news.close();
                }
            } catch (IOException e) {
                LOG.debug("Closing the watch on the inbox: {}", e.toString());
            }
        }
    }
}
