// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Muon (Jordan, Muon: an optimizer for hidden layers in neural networks, 2024), for weight
 * matrices:
 *
 * <pre>
 * v     &lt;- momentum v + (1 - momentum) g                    v starts at 0
 * d     = momentum v + (1 - momentum) g                      with nesterov, otherwise v
 * X     = d / max(||d||, epsilon), then {@code iterations} times
 * X     &lt;- a X + (b X X' + c (X X')^2) X                   a = 3.4445, b = -4.7750, c = 2.0315
 * theta &lt;- theta - alpha sqrt(max(1, cols / rows)) X
 * </pre>
 *
 * which replaces the singular values of the direction by numbers near 1 (Newton and Schulz); wide
 * and tall matrices take the smaller of the two products. Weights here are features x outputs;
 * PyTorch and Jordan, whose weights are the transposes, have rows / cols. They iterate in bfloat16,
 * this computes as the program does. PyTorch adds a decay of 0.1: {@link WeightDecay}. To be
 * preferred for hidden layers; biases, first and last layers go to {@link Adam} by {@link
 * Optimizer#group}.
 *
 * @param momentum weight of the past in [0, 1); 0.95 by default
 * @param nesterov whether to look ahead; true by default
 * @param iterations of Newton and Schulz, at least 1; 5 by default
 * @param epsilon above 0; 1e-7 by default
 */
public record Muon(double momentum, boolean nesterov, int iterations, double epsilon)
    implements UpdateRule {
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  /** The defaults: 0.95, true, 5, 1e-7. */
  public Muon() {
    this(0.95, true, 5, 1e-7);
  }

  /** Checks the ranges. */
  public Muon {
    Settings.decay("muon, momentum", momentum);
    Settings.count("muon, iterations", iterations);
    Settings.positive("muon, epsilon", epsilon);
  }

  /** The same with another momentum. */
  public Muon withMomentum(double other) {
    return new Muon(other, nesterov, iterations, epsilon);
  }

  /** The same with another nesterov. */
  public Muon withNesterov(boolean other) {
    return new Muon(momentum, other, iterations, epsilon);
  }

  /** The same with another iterations. */
  public Muon withIterations(int other) {
    return new Muon(momentum, nesterov, other, epsilon);
  }

  /** The same with another epsilon. */
  public Muon withEpsilon(double other) {
    return new Muon(momentum, nesterov, iterations, other);
  }

  @Override
  public String name() {
    return "muon";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = Moments.average(state, "v", momentum, gradient);
    Expr d = nesterov ? v.scale(momentum).plus(gradient.scale(1 - momentum)) : v;
    double scale = Math.sqrt(Math.max(1.0, (double) theta.cols() / theta.rows()));
    return theta.minus(state.timesRate(orthogonal(d)).scale(scale));
  }

  private Expr orthogonal(Expr d) {
    boolean tall = d.rows() > d.cols();
    Expr x = d.elementDiv(Moments.norm(d).maximum(Autograd.constant(epsilon)));
    x = tall ? x.transpose() : x;
    for (int k = 0; k < iterations; k++) {
      Expr a = x.mult(x.transpose());
      Expr polynomial = a.scale(B).plus(a.mult(a).scale(C));
      x = x.scale(A).plus(polynomial.mult(x));
    }
    return tall ? x.transpose() : x;
  }
}
