// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * What objective and constraints are multiplied by, so that one tolerance and one penalty fit all:
 * weights that bring gradients at the start to a common size, as in IPOPT (Waechter and Biegler
 * 2006, section 3.8; its options nlp_scaling_max_gradient for what is steep and
 * nlp_scaling_obj_target_gradient for what is flat) and ALGENCAN (Birgin and Martinez 2014, section
 * 12.5).
 *
 * <p>Those look at the start alone, where an objective may be flat that is steep elsewhere. So a
 * weight above 1 is given only to what is flat one step further too, a step of max(1, |x_i|) in
 * each element, and not so large that the rounding of values would hide the constraints. A start
 * that is steeper than the rest is left behind by {@link #raisedTo}.
 *
 * @param objective the weight of f
 * @param equalities those of h, in its shape; 0x0 of none
 * @param inequalities those of c, in its shape; 0x0 of none
 */
record LagrangianWeights(double objective, DMatrixRMaj equalities, DMatrixRMaj inequalities) {
  private static final double STEEPEST_OBJECTIVE = 1e4;
  private static final double FLATTEST_OBJECTIVE = 1;
  private static final double LARGEST_OBJECTIVE_WEIGHT = 1e12;

  /** To which a weight above 1 may bring the value at the start. */
  private static final double LARGEST_VALUE = 1e6;

  private static final double STEEPEST_CONSTRAINT = 100;
  private static final double FLATTEST_CONSTRAINT = 0.01;

  /** A constraint that always holds is some 1e-16 of rounding: that stays within the tolerance. */
  private static final double LARGEST_CONSTRAINT_WEIGHT = 1e7;

  /** By how much a weight must grow for others to be worth another beginning. */
  static final double GROWTH = 10;

  static LagrangianWeights at(Objective objective, Constraints constraints, DMatrixRMaj start) {
    DMatrixRMaj further = further(start, constraints.bounds());
    // A constant objective, for any point that holds the constraints, has no gradient of its own.
    UnaryOperator<Expr> value = x -> objective.value(x).plus(x.elementSum().scale(0));
    double f = objective.value(Autograd.constant(start)).evaluate().get(0);
    Limits limits =
        new Limits(
            STEEPEST_OBJECTIVE,
            FLATTEST_OBJECTIVE,
            Math.min(LARGEST_OBJECTIVE_WEIGHT, LARGEST_VALUE / Math.abs(f)));
    double weight =
        limits.weight(slope(jacobian(value, start), 0), slope(jacobian(value, further), 0));
    return new LagrangianWeights(
        weight,
        weights(constraints.equalities(), start, further),
        weights(constraints.inequalities(), start, further));
  }

  /**
   * The same with those below 1, of what was steep, raised to others, but not above 1; empty if
   * none grows by more than {@link #GROWTH}.
   */
  Optional<LagrangianWeights> raisedTo(LagrangianWeights others) {
    LagrangianWeights raised =
        new LagrangianWeights(
            raised(objective, others.objective),
            raised(equalities, others.equalities),
            raised(inequalities, others.inequalities));
    boolean grew =
        raised.objective > GROWTH * objective
            || grew(equalities, raised.equalities)
            || grew(inequalities, raised.inequalities);
    return Optional.of(raised).filter(any -> grew);
  }

  private static double raised(double weight, double other) {
    return Math.max(weight, Math.min(1, other));
  }

  private static DMatrixRMaj raised(DMatrixRMaj weights, DMatrixRMaj others) {
    DMatrixRMaj raised = weights.copy();
    for (int i = 0; i < raised.getNumElements(); i++) {
      raised.data[i] = raised(raised.data[i], others.data[i]);
    }
    return raised;
  }

  private static boolean grew(DMatrixRMaj before, DMatrixRMaj after) {
    for (int i = 0; i < before.getNumElements(); i++) {
      if (after.data[i] > GROWTH * before.data[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Those saved.
   *
   * @throws IllegalArgumentException if they are for constraints of other shapes, or are no weights
   */
  static LagrangianWeights saved(NamedMatrices memory, Constraints constraints) {
    DMatrixRMaj point = memory.matrix("point");
    Shape h = shape(constraints.equalities(), point);
    Shape c = shape(constraints.inequalities(), point);
    return new LagrangianWeights(
        memory.positive("objective weight"),
        memory.positive("equality weights", h.rows(), h.cols()),
        memory.positive("inequality weights", c.rows(), c.cols()));
  }

  /** Of the constraints at such a point; 0x0 of none. */
  private static Shape shape(Optional<UnaryOperator<Expr>> function, DMatrixRMaj point) {
    return function.map(f -> f.apply(Autograd.constant(point)).shape()).orElse(Shape.of(0, 0));
  }

  void save(NamedMatrices memory) {
    memory.put("objective weight", objective);
    memory.put("equality weights", equalities);
    memory.put("inequality weights", inequalities);
  }

  /** What is steep, what is flat, and how far it is brought up. */
  private record Limits(double steepest, double flattest, double largestWeight) {
    /** From the slope at the start and the one further on, if there is one. */
    double weight(double slope, double further) {
      if (slope > steepest) {
        // No weight of 0, for an infinite slope: the minimizer finds that and says so.
        return slope < Double.POSITIVE_INFINITY ? steepest / slope : 1;
      }
      double larger = further > slope ? further : slope;
      return larger > 0 && larger < flattest
          ? Math.max(1, Math.min(largestWeight, flattest / larger))
          : 1;
    }
  }

  /** One for each constraint, from its row of the Jacobian. */
  private static DMatrixRMaj weights(
      Optional<UnaryOperator<Expr>> function, DMatrixRMaj start, DMatrixRMaj further) {
    Shape shape = shape(function, start);
    if (function.isEmpty()) {
      return new DMatrixRMaj(0, 0);
    }
    Limits limits = new Limits(STEEPEST_CONSTRAINT, FLATTEST_CONSTRAINT, LARGEST_CONSTRAINT_WEIGHT);
    DMatrixRMaj weights = new DMatrixRMaj(shape.rows(), shape.cols());
    DMatrixRMaj here = jacobian(function.get(), start);
    DMatrixRMaj there = jacobian(function.get(), further);
    for (int i = 0; i < weights.getNumElements(); i++) {
      weights.data[i] = limits.weight(slope(here, i), slope(there, i));
    }
    return weights;
  }

  /** One step from the start within the bounds, up if there is room, else down. */
  private static DMatrixRMaj further(DMatrixRMaj start, Bounds bounds) {
    DMatrixRMaj further = start.copy();
    for (int i = 0; i < start.getNumElements(); i++) {
      double x = start.data[i];
      double step = Math.max(1, Math.abs(x));
      double up = bounds.clip(i, x + step);
      double down = bounds.clip(i, x - step);
      further.data[i] = up - x >= x - down ? up : down;
    }
    return further;
  }

  /** The Jacobian; 0x0 where an op refuses its numbers. */
  private static DMatrixRMaj jacobian(UnaryOperator<Expr> function, DMatrixRMaj x) {
    try {
      return Autograd.jacobian(function).at(x);
    } catch (OpFailedException outsideTheDomain) {
      return new DMatrixRMaj(0, 0);
    }
  }

  /** The largest element of a row; 0 if there is none, NaN wins. */
  private static double slope(DMatrixRMaj jacobian, int row) {
    double largest = 0;
    for (int k = 0; row < jacobian.numRows && k < jacobian.numCols; k++) {
      largest = Math.max(largest, Math.abs(jacobian.get(row, k)));
    }
    return largest;
  }
}
