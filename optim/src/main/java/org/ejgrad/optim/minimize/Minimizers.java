// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The named minimizers. All need a first derivative; {@link #newtonCg}, {@link #steihaug} and
 * {@link #dogleg} the second too, {@link #gaussNewton} and {@link #levenbergMarquardt} residuals
 * ({@link Objective#ofResiduals}). Where nothing else is known: {@link #lbfgs}, within bounds
 * {@link #lbfgsB}, for fits {@link #levenbergMarquardt}.
 *
 * <p>A setting out of range throws {@link IllegalArgumentException} with the range and the value.
 */
public final class Minimizers {
  private Minimizers() {}

  /**
   * theta &lt;- theta - alpha g at a fixed step alpha; no value is looked at, so it may climb.
   *
   * @param step alpha, finite and above 0; converges below 2 / L, with L the largest curvature
   */
  public static Minimizer gradientDescent(double step) {
    checkArgument(
        step > 0 && step < Double.POSITIVE_INFINITY,
        "gradientDescent, step: must be finite and > 0, got %s",
        step);
    return new Minimizer(
        new SteepestDescent("gradientDescent of step " + step, new StepSearch.Fixed(step)));
  }

  /**
   * Gradient descent with backtracking (Armijo 1966): the step is halved until the value falls by
   * 1e-4 of what the slope promises. The first try is the step to the lowest point of the parabola
   * along the last one (Barzilai and Borwein 1988, "Two-point step size gradient methods"), but at
   * most 100 times that one: steps find their length whatever the scale.
   */
  public static Minimizer gradientDescentBacktracking() {
    return new Minimizer(
        new SteepestDescent("gradientDescentBacktracking", new StepSearch.Backtracking(0.5, 1e-4)));
  }

  /**
   * Gradient descent with the step that is exact on quadratics: alpha = g'g / g'Hg, with a Hessian
   * product. Where the curvature is not positive it stops.
   */
  public static Minimizer gradientDescentExact() {
    return new Minimizer(
        new SteepestDescent("gradientDescentExact", new StepSearch.ExactOnQuadratics()));
  }

  /**
   * Nonlinear conjugate gradients, PR+: d = -g + max(0, g'y / |g_old|^2) d_old, with y = g - g_old
   * (Polak and Ribiere 1969; Nocedal and Wright 2006, (5.45)); steps to the strong Wolfe conditions
   * with 1e-4 and 0.1. Memory of a few vectors.
   */
  public static Minimizer conjugateGradient() {
    return new Minimizer(new NonlinearCg(NonlinearCg.Formula.POLAK_RIBIERE_PLUS));
  }

  /**
   * Nonlinear conjugate gradients with beta = (y - 2 d |y|^2 / d'y)'g / d'y, at least -1 / (|d|
   * min(0.01, |g_old|)) (Hager and Zhang 2005, "A new conjugate gradient method with guaranteed
   * descent", (1.3) to (1.6)); steps as in {@link #conjugateGradient}.
   */
  public static Minimizer conjugateGradientHagerZhang() {
    return new Minimizer(new NonlinearCg(NonlinearCg.Formula.HAGER_ZHANG));
  }

  /**
   * BFGS: d = -H g with H &lt;- (I - s y'/s'y) H (I - y s'/s'y) + s s'/s'y (Nocedal and Wright
   * 2006, (6.17)), and steps to the strong Wolfe conditions with 1e-4 and 0.9 ({@code More and
   * Thuente 1994}). An n x n matrix: for up to some thousand elements.
   */
  public static Minimizer bfgs() {
    return new Minimizer(new Bfgs());
  }

  /** {@link #lbfgs(int)} with the last 10 steps. */
  public static Minimizer lbfgs() {
    return lbfgs(10);
  }

  /**
   * L-BFGS: the BFGS direction made of the last steps alone (Nocedal and Wright 2006, algorithm
   * 7.4), and the same search. The first choice for many elements.
   *
   * @param pairs how many steps are remembered, at least 1; 3 to 20 are usual, SciPy has 10
   */
  public static Minimizer lbfgs(int pairs) {
    return new Minimizer(new Lbfgs(pairs));
  }

  /**
   * L-BFGS-B: L-BFGS within bounds, with 10 pairs (Byrd, Lu, Nocedal, Zhu 1995, "A limited memory
   * algorithm for bound constrained optimization"): which elements rest at a bound is decided along
   * the projected gradient, the others take the quasi-Newton step.
   */
  public static Minimizer lbfgsB(Bounds bounds) {
    return lbfgsB(bounds, 10);
  }

  /** The same with another number of remembered steps, at least 1. */
  public static Minimizer lbfgsB(Bounds bounds, int pairs) {
    return new Minimizer(new LbfgsB(bounds, pairs));
  }

  /**
   * Newton-CG: H d = -g solved by conjugate gradients from Hessian products, to min(0.1, sqrt|g|)
   * |g| and a settled model, or to negative curvature (Nocedal and Wright 2006, algorithm 7.1; Nash
   * and Sofer 1990); strong Wolfe steps.
   */
  public static Minimizer newtonCg() {
    return new Minimizer(new NewtonCg());
  }

  /**
   * A trust region with Steihaug's conjugate gradients on Hessian products (Nocedal and Wright
   * 2006, algorithms 4.1 and 7.2): safe on indefinite Hessians, for many elements. The first radius
   * is the length of the Cauchy step, to the model's lowest point down the gradient, so that units
   * do not matter (Sartenaer 1997, "Automatic determination of an initial trust region in nonlinear
   * programming", begins there too); where the model has none, the norm of the start, or 1 at 0.
   */
  public static Minimizer steihaug() {
    return new Minimizer(new TrustRegion(TrustRegion.Solver.STEIHAUG, 0));
  }

  /** The same with this first radius, finite and above 0: how far the model may be trusted. */
  public static Minimizer steihaug(double firstRadius) {
    return new Minimizer(
        new TrustRegion(TrustRegion.Solver.STEIHAUG, radius("steihaug", firstRadius)));
  }

  /**
   * A trust region with Powell's dogleg on the Hessian, which takes n Hessian products (Nocedal and
   * Wright 2006, section 4.1): few iterations, for few elements. Where the Hessian is not positive
   * definite the step is {@link #steihaug}'s, and the first radius is everywhere.
   */
  public static Minimizer dogleg() {
    return new Minimizer(new TrustRegion(TrustRegion.Solver.DOGLEG, 0));
  }

  /** The same with this first radius, finite and above 0: how far the model may be trusted. */
  public static Minimizer dogleg(double firstRadius) {
    return new Minimizer(new TrustRegion(TrustRegion.Solver.DOGLEG, radius("dogleg", firstRadius)));
  }

  private static double radius(String method, double firstRadius) {
    checkArgument(
        firstRadius > 0 && firstRadius < Double.POSITIVE_INFINITY,
        "%s, firstRadius: must be finite and > 0, got %s",
        method,
        firstRadius);
    return firstRadius;
  }

  /**
   * Gauss-Newton on residuals r with Jacobian J: d with the smallest |r + J d|, by QR with column
   * pivots, and strong Wolfe steps. Fast where residuals are small; J should have full rank.
   */
  public static Minimizer gaussNewton() {
    return new Minimizer(new GaussNewton());
  }

  /** {@link #levenbergMarquardt(Bounds)} without bounds. */
  public static Minimizer levenbergMarquardt() {
    return levenbergMarquardt(Bounds.none());
  }

  /**
   * Levenberg-Marquardt on residuals r with Jacobian J: d with the smallest |r + J d|^2 + mu |D
   * d|^2, by QR, with D the norms of J's columns (More 1978) and mu that follows the gain (Nielsen
   * 1999). Within bounds steps are projected.
   */
  public static Minimizer levenbergMarquardt(Bounds bounds) {
    return new Minimizer(new LevenbergMarquardt(bounds));
  }
}
