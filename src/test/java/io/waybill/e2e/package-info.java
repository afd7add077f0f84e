/** Tests of the whole from outside: real processes, real files, and the far end's own books. */
package io.waybill.e2e;
