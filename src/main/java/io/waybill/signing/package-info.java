/** The API's signatures: PHP-exact query strings, the request's hash and the check of a reply. Pure functions. */
package io.waybill.signing;
