/** What the folder source adds to Camel's file component: when a file is ready, and how it is claimed. */
package io.waybill.intake.folder;
