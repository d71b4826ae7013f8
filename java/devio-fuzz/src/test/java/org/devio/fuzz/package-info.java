/**
 * Readers of bytes that may be lies, and what must hold whatever the bytes are. The seeds of each
 * run as tests; {@code run.sh} lets Jazzer look for worse ones.
 */
package org.devio.fuzz;
