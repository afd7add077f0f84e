package io.waybill.sandbox;

/** Remembers by 64-bit hashes which tags were seen, a few million at most; beyond that it forgets nothing, adds nothing. */
final class TagSet {
    private static final int MOST = 1 << 22;

    private long[] slots = new long[1 << 10];
    private int size;

    /** Adds a tag; says whether it was there. */
    boolean seenBefore(String tag) {
        long hash = hash(tag);
        int slot = slot(slots, hash);
        if (slots[slot] == hash) {
            return true;
        }
        if (size < MOST) {
            slots[slot] = hash;
            size++;
            if (size * 2 > slots.length) {
                grow();
            }
        }
        return false;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                larger[slot(larger, hash)] = hash;
            }
        }
        slots = larger;
    }

    private static int slot(long[] slots, long hash) {
        int slot = (int) (hash ^ hash >>> 32) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static long hash(String tag) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < tag.length(); i++) {
            hash = (hash ^ tag.charAt(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
