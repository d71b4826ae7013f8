/** The command {@code devio}: arguments in, exit code out; the library does the work. */
package org.devio.cli;
