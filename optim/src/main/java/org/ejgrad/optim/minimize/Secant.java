// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * A step and the change of the gradient along it.
 *
 * <p>Not a record, since it holds arrays, which are not modified.
 */
final class Secant {
  private final double[] s;
  private final double[] y;
  private final double sy;

  Secant(double[] s, double[] y) {
    this.s = s;
    this.y = y;
    this.sy = Vectors.dot(s, y);
  }

  double[] s() {
    return s;
  }

  double[] y() {
    return y;
  }

  /** s'y, the curvature along the step times its squared length. */
  double sy() {
    return sy;
  }

  boolean isUsable() {
    return isUsable(s, y, sy);
  }

  /** Whether the curvature is above rounding, so that the estimate stays positive definite. */
  static boolean isUsable(double[] s, double[] y, double sy) {
    return sy > Math.ulp(1.0) * Vectors.norm(s) * Vectors.norm(y);
  }

  /**
   * H v by two loops, with H the inverse of the L-BFGS estimate of the Hessian (Nocedal and Wright
   * 2006, algorithm 7.4); the identity of none.
   *
   * @param secants oldest first
   */
  static double[] inverseTimes(Deque<Secant> secants, double[] v) {
    double[] q = v.clone();
    if (secants.isEmpty()) {
      return q;
    }
    double[] alphas = new double[secants.size()];
    int k = alphas.length;
    for (Iterator<Secant> newestFirst = secants.descendingIterator(); newestFirst.hasNext(); ) {
      Secant secant = newestFirst.next();
      alphas[--k] = Vectors.dot(secant.s, q) / secant.sy;
      Vectors.addScaled(q, -alphas[k], secant.y);
    }
    Secant newest = secants.getLast();
    double[] r = Vectors.scaled(newest.sy / Vectors.dot(newest.y, newest.y), q);
    for (Secant secant : secants) {
      double beta = Vectors.dot(secant.y, r) / secant.sy;
      Vectors.addScaled(r, alphas[k++] - beta, secant.s);
    }
    return r;
  }

  /** Those saved, of n elements each, oldest first. */
  static Deque<Secant> saved(NamedMatrices memory, int n) {
    Deque<Secant> secants = new ArrayDeque<>();
    for (int k = 0; memory.has("s" + k); k++) {
      Secant secant = new Secant(memory.finiteVector("s" + k, n), memory.finiteVector("y" + k, n));
      checkArgument(
          secant.isUsable(),
          "resume: 's%s' and 'y%s' of the state must have a product > 0, got %s",
          k,
          k,
          secant.sy);
      secants.addLast(secant);
    }
    return secants;
  }

  static void save(Deque<Secant> secants, NamedMatrices memory) {
    int k = 0;
    for (Secant secant : secants) {
      memory.put("s" + k, secant.s);
      memory.put("y" + k, secant.y);
      k++;
    }
  }
}
