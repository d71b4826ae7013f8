/**
 * The bytes of logical volumes: where they lie, how those that are lost are put together from
 * others, and who must be told that they are not to be had.
 *
 * <p>Made from the report of a scan, read through a context, without the kernel's device-mapper and
 * without ever writing. Leans on {@code org.devio.scan} and what that leans on.
 */
package org.devio.volume;
