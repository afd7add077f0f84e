/** Accounts: where their orders go, under which login, signed with which key, and how many at a time. */
package io.waybill.account;
