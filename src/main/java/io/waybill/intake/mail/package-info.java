/** What the mail source adds to Camel's mail component: what is taken of a mail, whose mails are, and what becomes of them. */
package io.waybill.intake.mail;
