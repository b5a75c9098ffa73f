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

import java.util.Optional;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

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

  @Test
  void minimize_underContradictions_saysSo() {
    Constraints both = Constraints.none().equalToZero(x -> column(x, x.minus(1)));
    ConstrainedResult result = METHOD.minimize(SQUARES, both, point(3));
    assertFalse(result.converged());
    assertTrue(result.message().contains("may contradict"), result.message());
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
  void callback_thatStops_stopsItAll() {
    Constraints line = Constraints.none().equalToZero(x -> at(x, 1).minus(2));
    DMatrixRMaj start = point(5, -7);
    ConstrainedResult result =
        METHOD.callback((iterate, at) -> Optional.of("seen enough")).minimize(SQUARES, line, start);
    assertEquals(1, result.inner().size());
    assertFalse(result.converged());
    assertTrue(result.message().endsWith("seen enough"), result.message());
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> METHOD.tolerance(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.gradientTolerance(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> METHOD.maxMinimizations(0));
  }
}
