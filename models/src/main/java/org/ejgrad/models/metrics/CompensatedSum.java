// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

/**
 * A running sum that keeps what each addition rounds away: its relative error stays near one
 * rounding for any number of terms of one sign. After A. Neumaier, "Rundungsfehleranalyse einiger
 * Verfahren zur Summation endlicher Summen" (1974).
 */
public final class CompensatedSum {
  private double sum;
  private double lost;

  /** An empty sum, 0. */
  public CompensatedSum() {}

  /** Adds a term; NaN and infinities act as in a plain sum. */
  public void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  /** The sum of the terms so far. */
  public double value() {
    // With an infinite sum, what was lost is NaN.
    return Double.isFinite(sum) ? sum + lost : sum;
  }
}
