package io.waybill.ledger;

import java.util.List;

/**
 * What is left to do, as of one moment. All of it is counted in indices that hold only what is unfinished or failed:
 * the orders that went through are not counted, however many they are.
 *
 * @param accounts every account that the ledger has met
 * @param open orders of all accounts that have not come to an end; doubts that wait for a person have
 * @param staged those of them that are judged when their document has been read to its end
 * @param underWay those of them that are reserved by this process or on the wire
 * @param unfinished documents that are being read or have open orders
 * @param unfiled documents with an outcome or a report that is not filed yet
 * @param documents the oldest of both
 * @param replies what sources are to be told, route by route
 * @param highest the number of the newest order: no more than that many were ever accepted
 */
public record Overview(
        List<AccountOverview> accounts,
        long open,
        long staged,
        long underWay,
        long unfinished,
        long unfiled,
        List<OpenDocument> documents,
        List<WaitingReplies> replies,
        long highest) {}
