/** Unpacks what came packed, and refuses what only looks small. */
package io.waybill.intake.packed;
