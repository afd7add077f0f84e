/** What keeps a gateway well over years: what is old enough goes, and room on the disk is watched. */
package io.waybill.upkeep;
