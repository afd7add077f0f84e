/** Files that are there whole or not at all, under names that every file system takes. */
package io.waybill.files;
