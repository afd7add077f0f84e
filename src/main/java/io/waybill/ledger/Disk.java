package io.waybill.ledger;

import org.sqlite.SQLiteException;

/** Tells failures of the disk, which pass, from failures of the work, which do not. */
final class Disk {
    private Disk() {}

    static boolean cannotBeWritten(Throwable failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return false;
        }
        return switch (sqlite.getResultCode().code & 0xff) {
            case 5, 8, 10, 13, 14 -> true; // BUSY, READONLY, IOERR, FULL, CANTOPEN
            default -> false;
        };
    }
}
