package io.waybill.intake.folder;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.GenericFile;

/** A file as Camel's poller sees it at this moment. */
final class PolledFile {
    private PolledFile() {}

    static GenericFile<File> of(Path inbox, Path file) {
        return FileConsumer.asGenericFile(inbox.toString(), file.toFile(), null, false);
    }
}
