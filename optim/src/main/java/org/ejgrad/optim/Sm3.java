// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * SM3 (Anil, Gupta, Koren and Singer 2019, algorithm SM3-II, with rows and columns as its cover and
 * the momentum of its section 5), with row accumulators r, m x 1, and column accumulators c, 1 x n:
 *
 * <pre>
 * n_ij  = min(r_i, c_j) + g_ij^2                   r and c start at 0
 * r_i   &lt;- max_j n_ij,  c_j &lt;- max_i n_ij
 * d     = g / sqrt(n)                              0 where n is 0
 * m     &lt;- momentum m + (1 - momentum) d        m starts at 0
 * theta &lt;- theta - alpha m
 * </pre>
 *
 * Optax adds an epsilon, 1e-8, inside the root; the paper divides 0 by 0 as 0. To be preferred
 * where memory is scarce: {@link AdaGrad} with m + n numbers instead of m n, and momentum if
 * wanted.
 *
 * @param momentum weight of the past in [0, 1); 0.9 by default; 0 needs no state
 */
public record Sm3(double momentum) implements UpdateRule {
  /** The defaults: 0.9. */
  public Sm3() {
    this(0.9);
  }

  /** Checks the ranges. */
  public Sm3 {
    Settings.decay("sm3, momentum", momentum);
  }

  @Override
  public String name() {
    return "sm3";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    if (theta.shape().elements() == 0) {
      return theta;
    }
    Expr r = state.variable("r", new DMatrixRMaj(theta.rows(), 1));
    Expr c = state.variable("c", new DMatrixRMaj(1, theta.cols()));
    Expr n = r.minimum(c).plus(gradient.square());
    state.update(r, n.maxRows());
    state.update(c, n.maxCols());
    Expr d = n.equalTo(0).select(Autograd.constant(0), gradient.elementDiv(n.sqrt()));
    return theta.minus(
        state.timesRate(momentum == 0 ? d : Moments.average(state, "m", momentum, d)));
  }
}
