// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import org.ejml.data.DMatrixRMaj;

/**
 * Minimizes under equality and inequality constraints by a row of minimizations of the augmented
 * Lagrangian by L-BFGS-B, each with better multipliers:
 *
 * <pre>
 * theta  &lt;- argmin f - lambda'h + rho/2 |h|^2 + 1/(2 rho) sum_i (max(0, nu_i - rho c_i)^2 - nu_i^2)
 * lambda &lt;- lambda - rho h(theta)
 * nu     &lt;- max(0, nu - rho c(theta))
 * rho    &lt;- 10 rho, if the violation did not fall to a quarter
 * </pre>
 *
 * (Nocedal and Wright 2006, section 17.4; penalty and its start as in Birgin and Martinez 2014,
 * "Practical Augmented Lagrangian Methods", algorithm 4.1 and (12.1).) In all of this objective and
 * constraints have weights, so that units hardly matter: f such that the largest element of its
 * gradient at the start is in [1, 1e4], each h_i and c_i such that the largest of its own is in
 * [0.01, 100], as in IPOPT (Waechter and Biegler 2006, section 3.8). Weights above 1 go only to
 * what is flat one step from the start too, up to 1e12 for f, while its value stays below 1e6, and
 * up to 1e7 for constraints. Tolerances are for the weighted ones; results are without weights.
 *
 * <p>Weights of a steep start may be far too small where the run comes to. So before it says that
 * it converged, or that it got nowhere, weights below 1 are chosen again by the gradients there; if
 * one grows by more than 10, all begins anew from there with the larger ones and without
 * multipliers. Weights grow to 1 at most, so that such rounds end; each has its minimizations among
 * those allowed. At the end of a run that converged f, h_i and c_i without weights are within ten
 * times the tolerances, times the largest element of their gradients there over 1e4 for f and 100
 * for h_i and c_i if that is above 1. Immutable.
 */
public final class AugmentedLagrangian {
  private final ConstrainedSettings settings;

  private AugmentedLagrangian(ConstrainedSettings settings) {
    this.settings = settings;
  }

  /**
   * With violations to 1e-8, gradients to 1e-6, and 50 minimizations and 100,000 iterations at
   * most.
   */
  public static AugmentedLagrangian withDefaults() {
    return new AugmentedLagrangian(ConstrainedSettings.DEFAULTS);
  }

  /** With another largest violation at the end, above 0 and finite. */
  public AugmentedLagrangian tolerance(double violation) {
    checkArgument(
        violation > 0 && violation < Double.POSITIVE_INFINITY,
        "augmented Lagrangian, tolerance: must be > 0 and finite, got %s",
        violation);
    return new AugmentedLagrangian(settings.withTolerance(violation));
  }

  /** With another largest element of the Lagrangian's gradient at the end, above 0 and finite. */
  public AugmentedLagrangian gradientTolerance(double norm) {
    checkArgument(
        norm > 0 && norm < Double.POSITIVE_INFINITY,
        "augmented Lagrangian, gradientTolerance: must be > 0 and finite, got %s",
        norm);
    return new AugmentedLagrangian(settings.withGradientTolerance(norm));
  }

  /** With another number of minimizations at most, at least 1. */
  public AugmentedLagrangian maxMinimizations(int count) {
    checkArgument(
        count >= 1, "augmented Lagrangian, maxMinimizations: must be >= 1, got %s", count);
    return new AugmentedLagrangian(settings.withMaxMinimizations(count));
  }

  /** With another number of iterations at most, of all minimizations together; at least 1. */
  public AugmentedLagrangian maxIterations(long count) {
    checkArgument(count >= 1, "augmented Lagrangian, maxIterations: must be >= 1, got %s", count);
    return new AugmentedLagrangian(settings.withMaxIterations(count));
  }

  /**
   * With so many evaluations of the augmented Lagrangian at most, at least 1, or after the line
   * search that reaches them; no limit by default.
   */
  public AugmentedLagrangian maxEvaluations(long count) {
    checkArgument(count >= 1, "augmented Lagrangian, maxEvaluations: must be >= 1, got %s", count);
    return new AugmentedLagrangian(settings.withMaxEvaluations(count));
  }

  /** With a callback that is told of each iteration of each minimization, and may stop it all. */
  public AugmentedLagrangian callback(Callback told) {
    checkArgument(told != null, "augmented Lagrangian, callback: must be a callback, got null");
    return new AugmentedLagrangian(settings.withCallback(told));
  }

  /**
   * Minimizes from a start, which need not hold the constraints, but must be within the bounds.
   *
   * @param start of any shape. Not modified.
   * @throws IllegalArgumentException as {@link Minimizer#minimize}
   */
  public ConstrainedResult minimize(
      Objective objective, Constraints constraints, DMatrixRMaj start) {
    requireNonNull(objective, "minimize, objective");
    requireNonNull(constraints, "minimize, constraints");
    requireNonNull(start, "minimize, start");
    constraints.bounds().requireInside(start, "minimize: the start");
    return new ConstrainedRun(settings, objective, constraints, start).run();
  }

  /**
   * Goes on from where a run stopped, to the limits of this one; the same bits as if it had not
   * stopped.
   *
   * @throws IllegalArgumentException if the state is another method's or of constraints of other
   *     shapes or bounds, its matrices hold numbers that no run writes, or objective or constraints
   *     have other values or gradients at its point
   */
  public ConstrainedResult resume(Objective objective, Constraints constraints, SavedState state) {
    requireNonNull(objective, "resume, objective");
    requireNonNull(constraints, "resume, constraints");
    requireNonNull(state, "resume, state");
    String method = ConstrainedRun.method(constraints);
    checkArgument(
        state.method().equals(method),
        "resume: the state must be of %s, is of %s",
        method,
        state.method());
    NamedMatrices memory = NamedMatrices.of(state);
    return new ConstrainedRun(settings, objective, constraints, state, memory).run();
  }
}
