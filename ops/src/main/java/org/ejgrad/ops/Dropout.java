// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejgrad.graph.ShapeMismatchException;

/** Switching off random elements while training (Srivastava et al. 2014). */
public final class Dropout {
  private Dropout() {}

  /**
   * y_ij = x_ij m_ij: each element is 0 with probability p, whatever it holds, otherwise x_ij / (1
   * - p), so that the mean stays. The mask m is a function of seed, step and place alone, on any
   * machine; its cotangent is yBar_ij m_ij. Give each use a seed of its own.
   *
   * @param p from 0 to below 1
   * @param step 1 x 1, such as an input that counts steps: another whole number, another mask. A
   *     run fails if it is not a whole number from 0 to 2^53.
   * @throws IllegalArgumentException if p is not in [0, 1)
   * @throws ShapeMismatchException if the step is not 1x1
   */
  public static Expr dropout(Expr x, double p, long seed, Expr step) {
    check(p >= 0 && p < 1, "dropout: p must be in [0, 1), got %s", p);
    if (!step.shape().isScalar()) {
      throw ShapeMismatchException.of(
          "dropout", "the step must be 1x1", List.of("x", "step"), List.of(x, step));
    }
    return x.carry(Expr.apply(new DropoutMask(x.shape(), p, seed), step));
  }
}
