/**
 * The REST API of a running gateway for its operators, on 127.0.0.1 only. The route file says what there is; the
 * server is Camel's platform-http on the Vert.x that the sandbox brings along, because Spring Boot's starter for it
 * starts a servlet container.
 */
package io.waybill.rest;
