/** The statements of transfers, whole and per database. Used through {@link org.flotilla.transfer.TransferStore} only. */
package org.flotilla.transfer.sql;
