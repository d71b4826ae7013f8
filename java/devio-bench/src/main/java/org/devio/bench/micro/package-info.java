/**
 * The parts by themselves, measured by JMH. Files are sparse: their reads end inside {@code
 * io_submit}, so that what is left is the cost of the software.
 */
package org.devio.bench.micro;
