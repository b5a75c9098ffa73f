// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks: the same steps written with EJGrad, by hand, and with other frameworks, checked
 * against each other and then timed by JMH.
 *
 * <pre>
 * Workload (a row of the table) -> Problem (sizes, data, initial values)
 * Problem + Implementation      -> Run (one step, its results)
 * BenchmarksMain: Check, then JMH on WorkloadBenchmark, then Table
 * </pre>
 *
 * A problem makes its data from a fixed seed, so all implementations start from the same numbers.
 */
@NullMarked
package org.ejgrad.benchmarks;

import org.jspecify.annotations.NullMarked;
