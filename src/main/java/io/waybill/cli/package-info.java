/** The command line: one command a class, and what they share. Commands that need no gateway load no Spring. */
package io.waybill.cli;
