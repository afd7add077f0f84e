/** The routes as they are delivered, loaded from their files, with stubs for the beans that they name. */
package io.waybill.routes;
