// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Gradient descent with Polyak's step (Polyak 1969; Loizou, Vaswani, Laradji and Lacoste-Julien
 * 2021 for stochastic gradients), with f the loss and ||g|| the norm of all gradients together:
 *
 * <pre>
 * theta &lt;- theta - alpha min((f - least) / (||g||^2 + epsilon), largest) g
 * </pre>
 *
 * as Optax's polyak_sgd, with the rate as its scaling, so 1 as a rule. Where all gradients are 0
 * the step is 0, and so it is where f is below {@code least}. To be preferred where the least loss
 * is known, such as 0 for a model that can fit all data. Needs the loss: {@link
 * Optimizer#updates(List, Expr)} and {@link MatrixStepper#step(double, DMatrixRMaj...)} take it
 * beside gradients that come from elsewhere.
 *
 * @param least the least loss, finite; 0 by default
 * @param largest largest step, above 0; 1 by default
 * @param epsilon added to the squared norm, at least 0; 0 by default
 */
public record PolyakSgd(double least, double largest, double epsilon) implements UpdateRule {
  /** The defaults: 0, 1, 0. */
  public PolyakSgd() {
    this(0, 1, 0);
  }

  /** Checks the ranges. */
  public PolyakSgd {
    Settings.finite("polyakSgd, least", least);
    Settings.positive("polyakSgd, largest", largest);
    Settings.notNegative("polyakSgd, epsilon", epsilon);
  }

  /** The same with another least. */
  public PolyakSgd withLeast(double other) {
    return new PolyakSgd(other, largest, epsilon);
  }

  /** The same with another largest. */
  public PolyakSgd withLargest(double other) {
    return new PolyakSgd(least, other, epsilon);
  }

  /** The same with another epsilon. */
  public PolyakSgd withEpsilon(double other) {
    return new PolyakSgd(least, largest, other);
  }

  @Override
  public String name() {
    return "polyakSgd";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr loss =
        state
            .shared()
            .loss()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "polyakSgd: the rule needs the loss, got gradients alone. Use"
                            + " updates(loss, parameters)."));
    ScaledNorm norm = state.shared().scaledNorm();
    Expr gap = loss.minus(least).maximum(Autograd.constant(0));
    // A length along g / ||g||, since squares of large and small norms overflow and vanish.
    Expr length = norm.quotient(gap, epsilon).minimum(norm.value().scale(largest));
    return theta.minus(state.timesRate(norm.direction(gradient).elementMult(length)));
  }
}
