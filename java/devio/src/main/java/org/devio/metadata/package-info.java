/**
 * What the metadata text of a volume group means: the model of volume groups, physical volumes,
 * logical volumes and segments.
 *
 * <p>Leans on {@code org.devio.config}, {@code org.devio.format} and the JDK.
 */
package org.devio.metadata;
