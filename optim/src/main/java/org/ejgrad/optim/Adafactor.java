// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Adafactor (Shazeer and Stern 2018, algorithms 4 and 5), with G the gradient, 1 a column of ones
 * and rms the root of the mean square:
 *
 * <pre>
 * beta  = 1 - t^-decay
 * R     &lt;- beta R + (1 - beta) (G^2 + epsilon1) 1        m x 1, starts at 0
 * C     &lt;- beta C + (1 - beta) 1' (G^2 + epsilon1)       1 x n, starts at 0
 * V     = R C / (1' R)
 * U     = G / sqrt(V),  UHat = U / max(1, rms(U) / bound)
 * theta &lt;- theta - max(epsilon2, rms(theta)) min(alpha, 1 / sqrt(t)) UHat
 * </pre>
 *
 * Parameters of one row or column keep V itself: V &lt;- beta V + (1 - beta) (G^2 + epsilon1). The
 * constants are the paper's, and so is the place of epsilon1, beside the square; PyTorch has the
 * machine epsilon there, used as a least value of the root. The paper's alpha is 0.01. To be
 * preferred where memory is scarce: an m x n matrix needs m + n numbers of state.
 *
 * @param epsilon1 added to squares, above 0; 1e-30 by default
 * @param epsilon2 least size that a parameter counts for, above 0; 1e-3 by default
 * @param bound largest root mean square of a step before scaling, above 0; 1 by default
 * @param decay how fast the memory grows longer, at least 0; 0.8 by default
 */
public record Adafactor(double epsilon1, double epsilon2, double bound, double decay)
    implements UpdateRule {
  /** The defaults: 1e-30, 1e-3, 1, 0.8. */
  public Adafactor() {
    this(1e-30, 1e-3, 1, 0.8);
  }

  /** Checks the ranges. */
  public Adafactor {
    Settings.positive("adafactor, epsilon1", epsilon1);
    Settings.positive("adafactor, epsilon2", epsilon2);
    Settings.positive("adafactor, bound", bound);
    Settings.notNegative("adafactor, decay", decay);
  }

  /** The same with another epsilon1. */
  public Adafactor withEpsilon1(double other) {
    return new Adafactor(other, epsilon2, bound, decay);
  }

  /** The same with another epsilon2. */
  public Adafactor withEpsilon2(double other) {
    return new Adafactor(epsilon1, other, bound, decay);
  }

  /** The same with another bound. */
  public Adafactor withBound(double other) {
    return new Adafactor(epsilon1, epsilon2, other, decay);
  }

  /** The same with another decay. */
  public Adafactor withDecay(double other) {
    return new Adafactor(epsilon1, epsilon2, bound, other);
  }

  @Override
  public String name() {
    return "adafactor";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    if (theta.shape().elements() == 0) {
      return theta;
    }
    Expr one = Autograd.constant(1);
    Expr forgotten = state.step().elementPower(-decay);
    Expr kept = one.minus(forgotten);
    Expr squares = gradient.square().plus(epsilon1);
    Expr v;
    if (theta.rows() > 1 && theta.cols() > 1) {
      Expr r = state.variable("r", new DMatrixRMaj(theta.rows(), 1));
      Expr c = state.variable("c", new DMatrixRMaj(1, theta.cols()));
      Expr rNext =
          state.update(r, r.elementMult(kept).plus(squares.sumRows().elementMult(forgotten)));
      Expr cNext =
          state.update(c, c.elementMult(kept).plus(squares.sumCols().elementMult(forgotten)));
      v = rNext.elementDiv(rNext.elementSum()).elementMult(cNext);
    } else {
      Expr before = state.zeros("v");
      v = state.update(before, before.elementMult(kept).plus(squares.elementMult(forgotten)));
    }
    Expr u = gradient.elementDiv(v.sqrt());
    Expr held = u.elementDiv(rms(u).divide(bound).maximum(one));
    Expr size = rms(theta).maximum(Autograd.constant(epsilon2));
    Expr rate = state.rate().minimum(state.step().sqrt().reciprocal());
    return theta.minus(held.elementMult(size.elementMult(rate)));
  }

  private static Expr rms(Expr x) {
    return Moments.norm(x).divide(Math.sqrt(x.shape().elements()));
  }
}
