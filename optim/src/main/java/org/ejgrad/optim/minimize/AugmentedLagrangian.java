// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Shape;
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
 * "Practical Augmented Lagrangian Methods", algorithm 4.1 and (12.1).) Immutable.
 */
public final class AugmentedLagrangian {
  private static final double LARGEST_PENALTY = 1e12;

  private final double tolerance;
  private final double gradientTolerance;
  private final int maxOuter;
  private final Callback callback;

  private AugmentedLagrangian(
      double tolerance, double gradientTolerance, int maxOuter, Callback callback) {
    this.tolerance = tolerance;
    this.gradientTolerance = gradientTolerance;
    this.maxOuter = maxOuter;
    this.callback = callback;
  }

  /** With violations to 1e-8, gradients to 1e-6, and 50 minimizations at most. */
  public static AugmentedLagrangian withDefaults() {
    return new AugmentedLagrangian(1e-8, 1e-6, 50, (iterate, point) -> Optional.empty());
  }

  /** With another largest violation at the end, above 0. */
  public AugmentedLagrangian tolerance(double violation) {
    checkArgument(violation > 0, "augmented Lagrangian, tolerance: must be > 0, got %s", violation);
    return new AugmentedLagrangian(violation, gradientTolerance, maxOuter, callback);
  }

  /** With another largest element of the Lagrangian's gradient at the end, above 0. */
  public AugmentedLagrangian gradientTolerance(double norm) {
    checkArgument(norm > 0, "augmented Lagrangian, gradientTolerance: must be > 0, got %s", norm);
    return new AugmentedLagrangian(tolerance, norm, maxOuter, callback);
  }

  /** With another number of minimizations at most, at least 1. */
  public AugmentedLagrangian maxMinimizations(int count) {
    checkArgument(
        count >= 1, "augmented Lagrangian, maxMinimizations: must be >= 1, got %s", count);
    return new AugmentedLagrangian(tolerance, gradientTolerance, count, callback);
  }

  /** With a callback that is told of each iteration of each minimization, and may stop it all. */
  public AugmentedLagrangian callback(Callback told) {
    return new AugmentedLagrangian(tolerance, gradientTolerance, maxOuter, told);
  }

  /**
   * Minimizes from a start, which need not hold the constraints, but must be within the bounds.
   *
   * @param start of any shape. Not modified.
   * @throws IllegalArgumentException as {@link Minimizer#minimize}
   */
  public ConstrainedResult minimize(
      Objective objective, Constraints constraints, DMatrixRMaj start) {
    constraints.bounds().requireInside(start, "minimize: the start");
    Lagrangian lagrangian = new Lagrangian(objective, constraints, Shape.of(start));
    Objective augmented = lagrangian.objective();
    lagrangian.evaluate(start);
    double weight = 10 * Math.max(1, Math.abs(lagrangian.objectiveValue()));
    lagrangian.penalty(
        Math.max(1e-3, Math.min(1e3, weight / Math.max(1, lagrangian.infeasibility()))));
    Minimizer minimizer = Minimizers.lbfgsB(constraints.bounds()).callback(callback);
    List<Result> inner = new ArrayList<>();
    DMatrixRMaj point = start;
    double before = Double.POSITIVE_INFINITY;
    double within = 0.1;
    while (true) {
      Result result =
          minimizer.tolerance(Math.max(gradientTolerance, within)).minimize(augmented, point);
      inner.add(result);
      point = result.point();
      lagrangian.evaluate(point);
      double violation = lagrangian.violation();
      lagrangian.updateMultipliers();
      String message = reasonToStop(result, violation, inner.size(), lagrangian.penalty());
      if (!message.isEmpty()) {
        boolean converged = hasConverged(result, violation);
        return result(lagrangian, inner, violation, converged, message);
      }
      if (violation > 0.25 * before) {
        lagrangian.penalty(10 * lagrangian.penalty());
      }
      before = violation;
      within *= 0.1;
    }
  }

  private boolean hasConverged(Result result, double violation) {
    return violation <= tolerance && result.gradientNorm() <= gradientTolerance;
  }

  private String reasonToStop(Result result, double violation, int count, double penalty) {
    if (hasConverged(result, violation)) {
      return "violation and gradient are within the tolerances";
    }
    if (result.reason() == Reason.CALLBACK || result.reason() == Reason.NOT_FINITE) {
      return result.message();
    }
    if (count >= maxOuter) {
      return "the allowed number of minimizations is reached";
    }
    return penalty >= LARGEST_PENALTY
        ? "the penalty grew to " + penalty + " in vain: the constraints may contradict each other"
        : "";
  }

  private static ConstrainedResult result(
      Lagrangian lagrangian,
      List<Result> inner,
      double violation,
      boolean converged,
      String message) {
    Result last = inner.get(inner.size() - 1);
    long values = inner.stream().mapToLong(r -> r.counts().values()).sum();
    long gradients = inner.stream().mapToLong(r -> r.counts().gradients()).sum();
    return new ConstrainedResult(
        last.point(),
        lagrangian.objectiveValue(),
        violation,
        last.gradientNorm(),
        lagrangian.multipliers(true),
        lagrangian.multipliers(false),
        converged,
        message,
        lagrangian.penalty(),
        new Counts(values, gradients, 0, 0),
        inner);
  }
}
