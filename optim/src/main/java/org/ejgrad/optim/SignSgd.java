// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Sign descent (Bernstein, Wang, Azizzadenesheli and Anandkumar 2018, algorithm 1), elementwise:
 *
 * <pre>
 * theta &lt;- theta - alpha sign(g)
 * </pre>
 *
 * Every element moves by alpha, so it comes to rest only with a rate that falls. To be preferred
 * where sizes of gradients mean nothing. All libraries agree.
 */
public record SignSgd() implements UpdateRule {
  @Override
  public String name() {
    return "signSgd";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    return theta.minus(state.timesRate(gradient.sign()));
  }
}
