/** The way of one order to the API and of its reply back: signing, the call, and the verdict. */
package io.waybill.delivery;
