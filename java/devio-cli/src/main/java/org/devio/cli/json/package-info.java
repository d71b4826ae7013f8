/** JSON as text, written only. Leans on nothing. */
package org.devio.cli.json;
