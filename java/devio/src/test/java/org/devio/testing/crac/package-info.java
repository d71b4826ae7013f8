/**
 * A JVM's side of CRaC that freezes nothing: what {@code org.crac} looks for under these names when
 * its property {@code org.crac.Core.Compat} names the package, in place of {@code jdk.crac}. So its
 * own global context registers and notifies here as it does on a JVM that can be checkpointed.
 */
package org.devio.testing.crac;
