// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** States that do not fit what goes on from them. */
class SavedStateTest {
  private static final Objective ROSENBROCK = MghProblem.ROSENBROCK.objective();
  private static final DMatrixRMaj START = MghProblem.ROSENBROCK.start(1);
  private static final Bounds BOX = Bounds.box(Shape.of(2, 1), -5, 5);

  private static SavedState stateOf(Minimizer minimizer) {
    return minimizer.maxIterations(4).minimize(ROSENBROCK, START).state();
  }

  private static SavedState with(SavedState state, String name, DMatrixRMaj matrix) {
    Map<String, DMatrixRMaj> matrices = new LinkedHashMap<>(state.matrices());
    assertTrue(matrices.containsKey(name), name);
    matrices.put(name, matrix);
    return new SavedState(state.method(), state.iterations(), state.counts(), matrices);
  }

  /** No names of classes, which may change. */
  @Test
  void state_namesItsMethodAsUsersKnowIt() {
    assertEquals("bfgs", stateOf(Minimizers.bfgs()).method());
    assertEquals("dogleg", stateOf(Minimizers.dogleg()).method());
    assertEquals(
        "gradientDescent of step 0.001", stateOf(Minimizers.gradientDescent(1e-3)).method());
    assertEquals(
        "lbfgsB of 5 pairs within bounds of 2x1 [-5.0, -5.0] to [5.0, 5.0]",
        stateOf(Minimizers.lbfgsB(BOX, 5)).method());
  }

  @Test
  void resume_ofAnotherObjective_isRefused() {
    Result part = Minimizers.bfgs().maxIterations(4).minimize(ROSENBROCK, START);
    SavedState state = part.state();
    Objective twice = Objective.of(x -> ROSENBROCK.value(x).scale(2));
    Objective tilted =
        Objective.of(x -> ROSENBROCK.value(x).plus(x.minus(constant(part.point())).elementSum()));
    assertRefused("of this objective, of value", Minimizers.bfgs(), twice, state);
    assertRefused("of this objective, of gradient", Minimizers.bfgs(), tilted, state);
  }

  @Test
  void resume_withMatricesOfAnotherSize_namesThem() {
    Minimizer bfgs = Minimizers.bfgs();
    assertRefused(
        "'inverse Hessian' of the state must be 2x2, got 3x3",
        bfgs,
        ROSENBROCK,
        with(stateOf(bfgs), "inverse Hessian", new DMatrixRMaj(3, 3)));
    assertRefused(
        "'gradient' of the state must have 2 elements, got 3",
        bfgs,
        ROSENBROCK,
        with(stateOf(bfgs), "gradient", point(1, 2, 3)));
    Minimizer lbfgs = Minimizers.lbfgs();
    assertRefused(
        "'s0' of the state must have 2 elements, got 1",
        lbfgs,
        ROSENBROCK,
        with(stateOf(lbfgs), "s0", point(1)));
    Minimizer marquardt = Minimizers.levenbergMarquardt();
    assertRefused(
        "'jacobian' of the state must be 2x2, got 2x1",
        marquardt,
        ROSENBROCK,
        with(stateOf(marquardt), "jacobian", point(1, 2)));
  }

  @Test
  void resume_withNumbersThatNoRunWrites_namesThem() {
    Minimizer lbfgs = Minimizers.lbfgs();
    SavedState state = stateOf(lbfgs);
    for (String name : List.of("point", "value", "gradient", "last slope", "s0", "y0")) {
      DMatrixRMaj bad = Objects.requireNonNull(state.matrices().get(name)).copy();
      bad.set(0, Double.NaN);
      assertRefused(
          "'" + name + "' of the state must be finite, got NaN",
          lbfgs,
          ROSENBROCK,
          with(state, name, bad));
    }
    for (String name : List.of("last step", "largest value", "largest gradient", "unchanged")) {
      for (double bad : new double[] {Double.NaN, -1}) {
        SavedState spoiled = with(state, name, point(bad));
        assertRefused("'" + name + "' of the state must be", lbfgs, ROSENBROCK, spoiled);
      }
    }
    DMatrixRMaj back = Objects.requireNonNull(state.matrices().get("s0")).copy();
    CommonOps_DDRM.scale(-1, back);
    SavedState turned = with(state, "s0", back);
    assertRefused("'s0' and 'y0' of the state must have a product > 0", lbfgs, ROSENBROCK, turned);
    SavedState negative =
        new SavedState(state.method(), state.iterations(), new Counts(-1, 0, 0, 0), Map.of());
    assertRefused("counts of the state must be >= 0", lbfgs, ROSENBROCK, negative);
  }

  @Test
  void resume_ofOtherMethodsWithNumbersThatNoRunWrites_namesThem() {
    String notNegative = "be >= 0, got NaN";
    DMatrixRMaj nan = point(Double.NaN);
    assertNumberIsChecked(Minimizers.levenbergMarquardt(), "damping", nan, notNegative);
    assertNumberIsChecked(Minimizers.levenbergMarquardt(), "growth", nan, notNegative);
    assertNumberIsChecked(Minimizers.steihaug(), "radius", nan, notNegative);
    String finite = "be finite, got NaN";
    DMatrixRMaj second = point(1, Double.NaN);
    assertNumberIsChecked(Minimizers.levenbergMarquardt(), "scale", second, finite);
    assertNumberIsChecked(Minimizers.conjugateGradient(), "direction", second, finite);
    DMatrixRMaj inverse = CommonOps_DDRM.identity(2);
    inverse.set(1, 1, Double.NaN);
    assertNumberIsChecked(Minimizers.bfgs(), "inverse Hessian", inverse, finite);
  }

  private static void assertNumberIsChecked(
      Minimizer minimizer, String name, DMatrixRMaj bad, String rule) {
    SavedState spoiled = with(stateOf(minimizer), name, bad);
    assertRefused("'" + name + "' of the state must " + rule, minimizer, ROSENBROCK, spoiled);
  }

  @Test
  void resume_outsideTheBounds_namesTheEntry() {
    for (Minimizer minimizer :
        new Minimizer[] {Minimizers.lbfgsB(BOX), Minimizers.levenbergMarquardt(BOX)}) {
      assertRefused(
          "resume: the state's point must lie within the bounds, got 7.0 outside [-5.0, 5.0] at"
              + " (1, 0)",
          minimizer,
          ROSENBROCK,
          with(stateOf(minimizer), "point", point(1, 7)));
    }
  }

  @Test
  void resume_withOtherBounds_isRefused() {
    Bounds other = Bounds.of(point(-5, -5), point(5, 6));
    SavedState state = stateOf(Minimizers.lbfgsB(BOX));
    assertRefused("must be of", Minimizers.lbfgsB(other), ROSENBROCK, state);
    assertEquals("of 2x1 [-5.0, -5.0] to [5.0, 6.0]", other.toString());
    Shape large = Shape.of(20, 1);
    assertTrue(
        !Bounds.box(large, 0, 1).toString().equals(Bounds.box(large, 0, 2).toString()),
        () -> Bounds.box(large, 0, 1).toString());
  }

  private static void assertRefused(
      String part, Minimizer minimizer, Objective objective, SavedState state) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> minimizer.resume(objective, state))
                .getMessage());
    assertTrue(message.contains(part), message);
  }
}
