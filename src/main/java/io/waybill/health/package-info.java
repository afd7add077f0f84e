/** The health of accounts: asking those that are suspended until they are well, and resuming them. */
package io.waybill.health;
