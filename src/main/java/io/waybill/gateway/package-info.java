/** Puts the gateway together: settings, beans, start and stop. */
package io.waybill.gateway;
