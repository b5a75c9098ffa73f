// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Resilient propagation (Riedmiller and Braun 1993, in the variant of Igel and Huesken 2000 without
 * weight-backtracking), elementwise, with p the gradient of the step before, 0 at first:
 *
 * <pre>
 * s     &lt;- alpha                                                 at the first step
 * s     &lt;- min(etaPlus s, largest),    d = g                     if g p > 0
 * s     &lt;- max(etaMinus s, smallest),  d = 0                     if g p &lt; 0
 * s     &lt;- s,                          d = g                     otherwise
 * theta &lt;- theta - s sign(d),          p &lt;- d
 * </pre>
 *
 * as PyTorch; signs are multiplied here, not gradients, so that tiny ones count. alpha is the first
 * step and is not read later. To be preferred on full batches with gradients of very different
 * sizes; not for mini-batches, whose signs change by chance.
 *
 * @param etaMinus factor after a change of sign, in (0, 1); 0.5 by default
 * @param etaPlus factor while the sign stays, above 1; 1.2 by default
 * @param smallest least step, above 0; 1e-6 by default
 * @param largest largest step, at least the least; 50 by default
 */
public record Rprop(double etaMinus, double etaPlus, double smallest, double largest)
    implements UpdateRule {
  /** The defaults: 0.5, 1.2, 1e-6, 50. */
  public Rprop() {
    this(0.5, 1.2, 1e-6, 50);
  }

  /** Checks the ranges. */
  public Rprop {
    Settings.openShare("rprop, etaMinus", etaMinus);
    Settings.positive("rprop, smallest", smallest);
    Settings.positive("rprop, largest", largest);

    checkArgument(
        etaPlus > 1 && etaPlus < Double.POSITIVE_INFINITY,
        "rprop, etaPlus: must be finite and > 1, got %s",
        etaPlus);
    checkArgument(
        smallest <= largest, "rprop, largest: must be >= smallest %s, got %s", smallest, largest);
  }

  /** The same with another etaMinus. */
  public Rprop withEtaMinus(double other) {
    return new Rprop(other, etaPlus, smallest, largest);
  }

  /** The same with another etaPlus. */
  public Rprop withEtaPlus(double other) {
    return new Rprop(etaMinus, other, smallest, largest);
  }

  /** The same with another smallest. */
  public Rprop withSmallest(double other) {
    return new Rprop(etaMinus, etaPlus, other, largest);
  }

  /** The same with another largest. */
  public Rprop withLargest(double other) {
    return new Rprop(etaMinus, etaPlus, smallest, other);
  }

  @Override
  public String name() {
    return "rprop";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr size = state.zeros("s");
    Expr previous = state.zeros("p");
    Expr sizeBefore = Moments.isFirst(state).select(state.rate(), size);
    Expr sign = gradient.sign();
    Expr agreement = sign.elementMult(previous.sign());
    Expr factor =
        agreement
            .greaterThan(0)
            .select(
                Autograd.constant(etaPlus),
                agreement.lessThan(0).select(Autograd.constant(etaMinus), Autograd.constant(1)));
    Expr sizeNext = state.update(size, sizeBefore.elementMult(factor).clip(smallest, largest));
    Expr d = agreement.lessThan(0).select(Autograd.constant(0), sign);
    state.update(previous, d);
    return theta.minus(d.elementMult(sizeNext));
  }
}
