// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * NAdam (Dozat 2016, algorithm 2 with the schedule of its section 3), elementwise:
 *
 * <pre>
 * mu_t  = beta1 (1 - 0.96^(t momentumDecay) / 2)
 * p     &lt;- p mu_t                           p starts at 1
 * m     &lt;- beta1 m + (1 - beta1) g          m starts at 0
 * v     &lt;- beta2 v + (1 - beta2) g^2        v starts at 0
 * d     = (1 - mu_t) / (1 - p) g + mu_(t+1) / (1 - p mu_(t+1)) m
 * theta &lt;- theta - alpha d / (sqrt(vHat) + epsilon)    vHat = v / (1 - beta2^t)
 * </pre>
 *
 * as PyTorch documents it (the loop over single tensors of its version 1.13 multiplies p by mu_t
 * once too often in the last factor; its {@code foreach} code is as here). Optax keeps mu constant.
 * To be preferred over {@link Adam} where {@link Nesterov} beats {@link Momentum}.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 * @param momentumDecay how fast mu rises to beta1, at least 0; 4e-3 by default
 */
public record Nadam(double beta1, double beta2, double epsilon, double momentumDecay)
    implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8, 4e-3. */
  public Nadam() {
    this(0.9, 0.999, 1e-8, 4e-3);
  }

  /** Checks the ranges. */
  public Nadam {
    Settings.decay("nadam, beta1", beta1);
    Settings.decay("nadam, beta2", beta2);
    Settings.positive("nadam, epsilon", epsilon);
    Settings.notNegative("nadam, momentumDecay", momentumDecay);
  }

  /** The same with another beta1. */
  public Nadam withBeta1(double other) {
    return new Nadam(other, beta2, epsilon, momentumDecay);
  }

  /** The same with another beta2. */
  public Nadam withBeta2(double other) {
    return new Nadam(beta1, other, epsilon, momentumDecay);
  }

  /** The same with another epsilon. */
  public Nadam withEpsilon(double other) {
    return new Nadam(beta1, beta2, other, momentumDecay);
  }

  /** The same with another momentumDecay. */
  public Nadam withMomentumDecay(double other) {
    return new Nadam(beta1, beta2, epsilon, other);
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr v = Moments.average(state, "v", beta2, gradient.square());
    Expr product = state.scalar("p", 1);
    Expr mu = mu(state.step());
    Expr muLater = mu(state.step().plus(1));
    Expr p = state.update(product, product.elementMult(mu));
    Expr one = Autograd.constant(1);
    Expr weightOfG = one.minus(mu).elementDiv(one.minus(p));
    Expr weightOfM = muLater.elementDiv(one.minus(p.elementMult(muLater)));
    Expr d = gradient.elementMult(weightOfG).plus(m.elementMult(weightOfM));
    Expr root = Epsilon.OUTSIDE.root(Moments.corrected(v, beta2, state), epsilon);
    return theta.minus(state.timesRate(d).elementDiv(root));
  }

  private Expr mu(Expr t) {
    Expr fading = Autograd.constant(0.96).elementPower(t.scale(momentumDecay));
    return fading.scale(-0.5).plus(1).scale(beta1);
  }
}
