// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

/**
 * What EJGrad is to reach: so many times the rate of a contender on the double workload.
 *
 * @param factor EJGrad's rate over the contender's
 * @param contender whose rate it is compared with
 * @param figure the contender's rate, per second, when the target was set, NaN if there is none
 */
public record Target(double factor, Contender contender, double figure) {}
