// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.column;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentedLagrangianTest {
  private static final AugmentedLagrangian METHOD = AugmentedLagrangian.withDefaults();
  private static final Objective SQUARES = Objective.of(x -> x.square().elementSum());

  /** Of x^2 + y^2 on x + y = 2: at (1, 1) the gradient (2, 2) is 2 times that of h. */
  @Test
  void minimize_onALine_findsPointAndMultiplier() {
    Constraints line = Constraints.none().equalToZero(x -> x.elementSum().minus(2));
    ConstrainedResult result = METHOD.minimize(SQUARES, line, point(5, -7));
    assertTrue(result.converged(), result.message());
    assertEquals(1, result.point().get(0), 1e-7);
    assertEquals(1, result.point().get(1), 1e-7);
    assertEquals(2, result.equalityMultipliers().get(0), 1e-6);
    assertEquals(0, result.inequalityMultipliers().getNumElements());
  }

  /** Of (x - 2)^2 for x <= 1: the slope -2 there is -2 times that of c = 1 - x. */
  @Test
  void minimize_withOneBindingAndOneIdleInequality_findsMultipliers() {
    Objective objective = Objective.of(x -> x.minus(2).square().elementSum());
    Constraints constraints =
        Constraints.none().notNegative(x -> column(constant(1).minus(x), x.plus(3)));
    ConstrainedResult result = METHOD.minimize(objective, constraints, point(0));
    assertTrue(result.converged(), result.message());
    assertEquals(1, result.point().get(0), 1e-7);
    assertEquals(2, result.inequalityMultipliers().get(0), 1e-6);
    assertEquals(0, result.inequalityMultipliers().get(1));
    assertEquals(1, result.value(), 1e-6);
  }

  /** e^x - 2 has a slope of 1e13 at 30, next to which the violation of 1.6 at -1 is nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 10, 30, 100})
  void minimize_fromWhereAConstraintIsSteep_holdsItItself(double start) {
    Objective objective = Objective.of(x -> x.plus(1).square().elementSum());
    Constraints constraints = Constraints.none().notNegative(x -> x.elementExp().minus(2));
    ConstrainedResult result = METHOD.minimize(objective, constraints, point(start));
    assertTrue(result.converged(), result.message());
    // Ten times the tolerance, over the slope of 2.
    assertEquals(Math.log(2), result.point().get(0), 5e-8);
    // 2 (x + 1) = nu e^x.
    assertEquals(Math.log(2) + 1, result.inequalityMultipliers().get(0), 1e-6);
  }

  /** e^x has a slope of 1e13 at 30, next to which that of 1e3 at 7 is nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 10, 30, 100})
  void minimize_fromWhereTheObjectiveIsSteep_findsItsMinimum(double start) {
    Objective objective = Objective.of(x -> at(x, 1).elementExp().minus(at(x, 1)).plus(at(x, 2)));
    Constraints constraints = Constraints.none().equalToZero(x -> at(x, 2).minus(1));
    ConstrainedResult result = METHOD.minimize(objective, constraints, point(start, 0));
    assertTrue(result.converged(), result.message());
    // Ten times the tolerance of gradients, at a curvature of 1.
    assertEquals(0, result.point().get(0), 1e-5);
    assertEquals(1, result.point().get(1), 1e-7);
  }

  @Test
  void minimize_underContradictions_saysSo() {
    Constraints both = Constraints.none().equalToZero(x -> column(x, x.minus(1)));
    ConstrainedResult result = METHOD.minimize(SQUARES, both, point(3));
    assertFalse(result.converged());
    assertTrue(result.message().contains("may contradict"), result.message());
    assertEquals(Reason.INFEASIBLE, result.reason());
    assertTrue(result.violation() >= 0.5);
  }

  @Test
  void minimize_withoutConstraints_isAMinimizationWithinBounds() {
    Constraints box = Constraints.none().within(Bounds.box(Shape.of(2, 1), 1, 3));
    ConstrainedResult result = METHOD.minimize(SQUARES, box, point(2, 3));
    assertTrue(result.converged(), result.message());
    assertEquals(1, result.point().get(0));
    assertEquals(1, result.point().get(1));
    assertThrows(IllegalArgumentException.class, () -> METHOD.minimize(SQUARES, box, point(0, 3)));
  }

  @Test
  void minimize_constraintsOneAfterTheOther_allHold() {
    Constraints all =
        Constraints.none()
            .equalToZero(x -> at(x, 1).minus(3))
            .equalToZero(x -> at(x, 2).minus(2))
            .notNegative(x -> at(x, 3).minus(5))
            .notNegative(x -> Expr.concatColumns(at(x, 4).minus(1), at(x, 5).minus(7)));
    ConstrainedResult result = METHOD.minimize(SQUARES, all, point(1, 1, 1, 1, 1));
    assertTrue(result.converged(), result.message());
    double[] expected = {3, 2, 5, 1, 7};
    for (int k = 0; k < 5; k++) {
      assertEquals(expected[k], result.point().get(k), 1e-6);
    }
    assertEquals(2, result.equalityMultipliers().getNumElements());
    assertEquals(3, result.inequalityMultipliers().getNumElements());
  }

  /** (1, 1) with multiplier 2 in the units of objective and constraint. */
  @ParameterizedTest
  @CsvSource({
    "1, 1e10",
    "1, 1e-6",
    "1, 1e-10",
    "1e12, 1",
    "1e-8, 1",
    "1e-12, 1",
    "1e-3, 1e3",
    "1e6, 1e6",
    "1e-8, 1e-8",
    "1e-8, 1e8"
  })
  void minimize_inAnyUnits_findsPointAndMultiplier(double ofObjective, double ofConstraint) {
    Objective objective = Objective.of(x -> x.square().elementSum().scale(ofObjective));
    Constraints line =
        Constraints.none().equalToZero(x -> x.elementSum().minus(2).scale(ofConstraint));
    ConstrainedResult result = METHOD.minimize(objective, line, point(5, -7));
    assertTrue(result.converged(), result.message());
    assertEquals(Reason.GRADIENT_SMALL, result.reason());
    // A gradient of 1e-6 next to slopes of 1e-1 and more, and constraints of 1e-8 next to 1e-3.
    assertEquals(1, result.point().get(0), 1e-5);
    assertEquals(1, result.point().get(1), 1e-5);
    double multiplier = 2 * ofObjective / ofConstraint;
    assertEquals(multiplier, result.equalityMultipliers().get(0), 1e-5 * multiplier);
    assertTrue(result.counts().values() < 1000, result.counts().toString());
  }

  /** Flat at the start and nowhere else: a weight for the start alone would be 5e11. */
  @Test
  void minimize_fromNearAStationaryPointOfTheObjective_weighsItAsItIsElsewhere() {
    Constraints line = Constraints.none().equalToZero(x -> x.elementSum().minus(2));
    ConstrainedResult result = METHOD.minimize(SQUARES, line, point(1e-12, 0));
    assertTrue(result.converged(), result.message());
    assertEquals(1, result.point().get(0), 1e-7);
    assertTrue(result.counts().values() < 100, result.counts().toString());
  }

  /** Far out on the line the constraint is lost in the rounding of the objective. */
  @Test
  void minimize_whatHasNoMinimum_endsSoon() {
    Objective slope = Objective.of(x -> at(x, 1));
    Constraints other = Constraints.none().equalToZero(x -> at(x, 2).minus(1));
    ConstrainedResult result = METHOD.minimize(slope, other, point(5, -7));
    assertFalse(result.converged());
    assertEquals(Reason.UNBOUNDED, result.reason(), result.message());
    // Every minimization runs away, and the last shows where to.
    assertTrue(result.value() < -1e10, result.message());
    assertEquals(result.value(), result.point().get(0));
    assertTrue(result.inner().size() <= 20, result.message());
  }

  @Test
  void minimize_aSlopeWithoutEnd_saysUnbounded() {
    Objective slope = Objective.of(x -> x.elementSum());
    Bounds above = Bounds.box(Shape.of(2, 1), Double.NEGATIVE_INFINITY, 9);
    ConstrainedResult result =
        METHOD.minimize(slope, Constraints.none().within(above), point(5, -7));
    assertEquals(Reason.UNBOUNDED, result.reason(), result.message());
    assertTrue(result.value() < -1e10, result.message());
    assertTrue(result.counts().values() < 2000, result.counts().toString());
  }

  /** -x^2 has no minimum, and its Lagrangian one from a penalty of 2 on. */
  @Test
  void minimize_whereTheFirstPenaltyIsTooSmall_raisesIt() {
    Objective hill = Objective.of(x -> x.square().elementSum().scale(-30));
    Constraints fixed = Constraints.none().equalToZero(x -> x.minus(1));
    ConstrainedResult result = METHOD.minimize(hill, fixed, point(1.5));
    assertTrue(result.converged(), result.message());
    assertEquals(1, result.point().get(0), 1e-7);
    assertEquals(-60, result.equalityMultipliers().get(0), 1e-4);
  }

  @Test
  void minimize_aConstant_findsAPointThatHoldsTheConstraints() {
    Objective any = Objective.of(x -> constant(3));
    Constraints line = Constraints.none().equalToZero(x -> x.elementSum().minus(2));
    ConstrainedResult result = METHOD.minimize(any, line, point(5, -7));
    assertTrue(result.converged(), result.message());
    assertEquals(2, result.point().get(0) + result.point().get(1), 1e-7);
    assertEquals(3, result.value());
  }

  @Test
  void limits_areKeptOverAllMinimizations() {
    Constraints circle = Constraints.none().equalToZero(x -> x.square().elementSum().minus(2));
    Objective valley = MghProblem.ROSENBROCK.objective();
    ConstrainedResult few = METHOD.maxIterations(7).minimize(valley, circle, point(-1.2, 1));
    assertEquals(Reason.ITERATIONS, few.reason());
    assertEquals(7, few.inner().stream().mapToLong(Result::iterations).sum());
    ConstrainedResult fewer = METHOD.maxEvaluations(9).minimize(valley, circle, point(-1.2, 1));
    assertEquals(Reason.EVALUATIONS, fewer.reason());
    // A line search is finished.
    assertTrue(fewer.counts().values() >= 9 && fewer.counts().values() < 30);
    ConstrainedResult one = METHOD.maxMinimizations(1).minimize(valley, circle, point(-1.2, 1));
    assertEquals(Reason.ITERATIONS, one.reason());
    assertTrue(one.message().contains("ended so: " + Reason.GRADIENT_SMALL.text()));
  }

  @Test
  void callback_thatStops_stopsItAll() {
    Constraints line = Constraints.none().equalToZero(x -> at(x, 1).minus(2));
    DMatrixRMaj start = point(5, -7);
    ConstrainedResult result =
        METHOD.callback((iterate, at) -> Optional.of("seen enough")).minimize(SQUARES, line, start);
    assertEquals(1, result.inner().size());
    assertFalse(result.converged());
    assertTrue(result.message().endsWith("seen enough"), result.message());
  }

  /** The second iteration is the last of its minimization: what it is told then is not lost. */
  @Test
  void callback_thatStopsOnceAtTheEndOfAMinimization_stopsItAll() {
    Constraints line = Constraints.none().equalToZero(x -> x.elementSum().minus(2));
    List<Long> seen = new ArrayList<>();
    METHOD
        .callback(
            (iterate, at) -> {
              seen.add(iterate.iteration());
              return Optional.empty();
            })
        .minimize(SQUARES, line, point(5, -7));
    for (int k = 1; k < seen.size(); k++) {
      int last = k;
      List<Long> again = new ArrayList<>();
      ConstrainedResult result =
          METHOD
              .callback(
                  (iterate, at) -> {
                    again.add(iterate.iteration());
                    return again.size() == last ? Optional.of("enough") : Optional.empty();
                  })
              .minimize(SQUARES, line, point(5, -7));
      assertEquals(seen.subList(0, k), again);
      assertEquals(Reason.CALLBACK, result.reason(), result.message());
      assertTrue(result.message().endsWith(": enough"), result.message());
    }
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> METHOD.tolerance(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.gradientTolerance(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> METHOD.maxMinimizations(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.maxIterations(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.maxEvaluations(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.tolerance(Double.POSITIVE_INFINITY));
  }
}
