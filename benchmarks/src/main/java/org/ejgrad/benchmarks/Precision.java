// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

/** The number type of a run, and how far the results of two implementations may be apart. */
public enum Precision {
  /** Products and functions of two libraries differ by some units in the last place. */
  DOUBLE(1e-9, org.ejgrad.graph.Precision.FLOAT64),

  /**
   * 2^-24 is 6e-8; sums over hundreds of products add up to 1e-5, and Adam moves an element whose
   * gradient is nothing but such noise by up to its rate in either direction.
   */
  FLOAT(1e-3, org.ejgrad.graph.Precision.FLOAT32);

  private final double tolerance;
  private final org.ejgrad.graph.Precision ofPrograms;

  Precision(double tolerance, org.ejgrad.graph.Precision ofPrograms) {
    this.tolerance = tolerance;
    this.ofPrograms = ofPrograms;
  }

  /** What EJGrad compiles programs for. */
  public org.ejgrad.graph.Precision ofPrograms() {
    return ofPrograms;
  }

  /** The largest difference, relative to the largest element of a matrix. */
  public double tolerance() {
    return tolerance;
  }
}
