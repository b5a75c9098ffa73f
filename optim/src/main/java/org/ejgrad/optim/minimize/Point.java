// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** A point with value and gradient there; its arrays are not modified. */
final class Point {
  private final double[] x;
  private final double value;
  private final double[] gradient;

  Point(double[] x, double value, double[] gradient) {
    this.x = x;
    this.value = value;
    this.gradient = gradient;
  }

  double[] x() {
    return x;
  }

  double value() {
    return value;
  }

  double[] gradient() {
    return gradient;
  }

  /** The one of n elements written down by {@link #save} with this prefix. */
  static Point saved(NamedMatrices memory, String prefix, int n) {
    return new Point(
        memory.finiteVector(prefix + "point", n),
        memory.finite(prefix + "value"),
        memory.finiteVector(prefix + "gradient", n));
  }

  void save(NamedMatrices memory, String prefix, Shape shape) {
    memory.put(prefix + "point", new DMatrixRMaj(shape.rows(), shape.cols(), true, x));
    memory.put(prefix + "value", value);
    memory.put(prefix + "gradient", gradient);
  }

  boolean isFinite() {
    return Double.isFinite(value) && Vectors.allFinite(gradient);
  }

  /** How far values may be apart and mean the same: the rounding of sums of many terms. */
  double rounding() {
    return 1e-14 * Math.abs(value);
  }

  /**
   * How far they may be apart for cancellation within the objective, such as in residuals that are
   * small differences of large numbers: there gradients are the better guide.
   */
  double noise() {
    return 1e-10 * Math.abs(value);
  }
}
