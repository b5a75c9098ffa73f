// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

/**
 * What JMH found.
 *
 * @param perSecond the median over the iterations of all forks
 * @param bytesPerStep allocated on the Java heap by one step, as JMH's gc profiler counts them
 */
record Measurement(double perSecond, double bytesPerStep) {}
