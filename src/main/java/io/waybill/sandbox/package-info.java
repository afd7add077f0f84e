/** A stand-in for the InfluencerSoft API 1.0 with faults on demand; uses nothing else of ours. */
package io.waybill.sandbox;
