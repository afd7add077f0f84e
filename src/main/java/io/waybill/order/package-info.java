/** What an order is: its operation, its ordered fields, its identity and the API's rules. Uses nothing else of ours. */
package io.waybill.order;
