/**
 * The ledger and the policies of delivery, driven by one thread through made-up worlds: a far end that fails in every
 * way, a process that dies at any commit, clocks that jump, and people who step in. One seed is one world.
 */
package io.waybill.simulation;
