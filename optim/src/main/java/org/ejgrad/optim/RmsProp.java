// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6e), elementwise:
 *
 * <pre>
 * v     &lt;- rho v + (1 - rho) g^2    v starts at 0
 * theta &lt;- theta - alpha g / (sqrt(v) + epsilon)
 * </pre>
 *
 * If centred, the root is that of the variance (Graves 2013, section 4.2):
 *
 * <pre>
 * a     &lt;- rho a + (1 - rho) g      a starts at 0, and v - a^2, at least 0, stands for v
 * </pre>
 *
 * With momentum, as in PyTorch:
 *
 * <pre>
 * b     &lt;- momentum b + g / (sqrt(v) + epsilon)      b starts at 0
 * theta &lt;- theta - alpha b
 * </pre>
 *
 * To be preferred over {@link AdaGrad} on long runs and non-convex losses, because it forgets. The
 * first step is large, alpha / sqrt(1 - rho), as v starts at 0 and is not corrected for it. The
 * lecture has 0.9 and no epsilon. PyTorch: rho 0.99, rate 0.01, epsilon 1e-8 outside. Keras 3: rho
 * 0.9, rate 0.001, epsilon 1e-7 inside; Optax: 0.9 and 1e-8 inside.
 *
 * @param rho weight of the past in [0, 1); 0.9 by default
 * @param epsilon above 0; 1e-8 by default
 * @param place where epsilon is added; outside by default
 * @param centred whether to divide by the deviation from the mean; false by default
 * @param momentum weight of the past steps in [0, 1); 0 by default
 */
public record RmsProp(double rho, double epsilon, Epsilon place, boolean centred, double momentum)
    implements UpdateRule {
  /** The defaults: 0.9, 1e-8, outside, false, 0. */
  public RmsProp() {
    this(0.9, 1e-8, Epsilon.OUTSIDE, false, 0);
  }

  /** The default epsilon, neither centred nor with momentum. */
  public RmsProp(double rho) {
    this(rho, 1e-8, Epsilon.OUTSIDE);
  }

  /** Neither centred nor with momentum. */
  public RmsProp(double rho, double epsilon, Epsilon place) {
    this(rho, epsilon, place, false, 0);
  }

  /** Checks the ranges. */
  public RmsProp {
    Settings.decay("rmsProp, rho", rho);
    Settings.positive("rmsProp, epsilon", epsilon);
    requireNonNull(place, "rmsProp, place");
    Settings.decay("rmsProp, momentum", momentum);
  }

  /** The same with another rho. */
  public RmsProp withRho(double other) {
    return new RmsProp(other, epsilon, place, centred, momentum);
  }

  /** The same with another epsilon. */
  public RmsProp withEpsilon(double other) {
    return new RmsProp(rho, other, place, centred, momentum);
  }

  /** The same with another place. */
  public RmsProp withPlace(Epsilon other) {
    return new RmsProp(rho, epsilon, other, centred, momentum);
  }

  /** The same with another centred. */
  public RmsProp withCentred(boolean other) {
    return new RmsProp(rho, epsilon, place, other, momentum);
  }

  /** The same with another momentum. */
  public RmsProp withMomentum(double other) {
    return new RmsProp(rho, epsilon, place, centred, other);
  }

  @Override
  public String name() {
    return "rmsProp";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = Moments.average(state, "v", rho, gradient.square());
    if (centred) {
      Expr a = Moments.average(state, "a", rho, gradient);
      // The difference is not negative but for rounding.
      v = v.minus(a.square()).maximum(Autograd.constant(0));
    }
    Expr root = place.root(v, epsilon);
    if (momentum == 0) {
      return theta.minus(state.timesRate(gradient).elementDiv(root));
    }
    Expr b = state.zeros("b");
    Expr bNext = state.update(b, b.scale(momentum).plus(gradient.elementDiv(root)));
    return theta.minus(state.timesRate(bNext));
  }
}
