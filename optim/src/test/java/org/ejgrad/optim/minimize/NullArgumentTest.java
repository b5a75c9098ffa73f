// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Arguments that are missing are named. */
@SuppressWarnings("NullAway") // that is what is tested
class NullArgumentTest {
  private static final Objective SQUARE = Objective.of(x -> x.square().elementSum());
  private static final DMatrixRMaj START = point(3);

  @Test
  void minimizer_withoutAnArgument_namesIt() {
    Minimizer lbfgs = Minimizers.lbfgs();
    SavedState state = lbfgs.minimize(SQUARE, START).state();
    assertNamed("minimize, objective", () -> lbfgs.minimize(null, START));
    assertNamed("minimize, start", () -> lbfgs.minimize(SQUARE, null));
    assertNamed("resume, objective", () -> lbfgs.resume(null, state));
    assertNamed("resume, state", () -> lbfgs.resume(SQUARE, null));
    Minimizer told = lbfgs.callback((iterate, at) -> null);
    assertNamed("minimizer, callback: reasonToStop", () -> told.minimize(SQUARE, START));
    assertNamed("objective, value", () -> Objective.of(null));
    assertNamed("objective, residuals", () -> Objective.ofResiduals(null));
    assertNamed("objective, loss", () -> Objective.ofResiduals(x -> x, null));
  }

  @Test
  void augmentedLagrangian_withoutAnArgument_namesIt() {
    AugmentedLagrangian method = AugmentedLagrangian.withDefaults();
    Constraints constraints = Constraints.none().equalToZero(x -> x.minus(1));
    SavedState state = method.minimize(SQUARE, constraints, START).state();
    assertNamed("minimize, objective", () -> method.minimize(null, constraints, START));
    assertNamed("minimize, constraints", () -> method.minimize(SQUARE, null, START));
    assertNamed("minimize, start", () -> method.minimize(SQUARE, constraints, null));
    assertNamed("resume, objective", () -> method.resume(null, constraints, state));
    assertNamed("resume, constraints", () -> method.resume(SQUARE, null, state));
    assertNamed("resume, state", () -> method.resume(SQUARE, constraints, null));
    AugmentedLagrangian told = method.callback((iterate, at) -> null);
    assertNamed(
        "minimizer, callback: reasonToStop", () -> told.minimize(SQUARE, constraints, START));
    assertNamed("constraints, equalToZero: h", () -> constraints.equalToZero(null));
    assertNamed("constraints, notNegative: c", () -> constraints.notNegative(null));
    assertNamed("constraints, within", () -> constraints.within(null));
  }

  private static void assertNamed(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }
}
