// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same problem in other units: the first steps find their length. */
class ScaleTest {
  /** With the values that Rosenbrock's valley may take in any units. */
  private enum Solver {
    BACKTRACKING(Minimizers.gradientDescentBacktracking(), 1500),
    CG(Minimizers.conjugateGradient(), 120),
    BFGS(Minimizers.bfgs(), 80),
    LBFGS(Minimizers.lbfgs(), 80),
    LBFGS_B(Minimizers.lbfgsB(Bounds.none()), 80),
    NEWTON_CG(Minimizers.newtonCg(), 50),
    STEIHAUG(Minimizers.steihaug(), 35),
    DOGLEG(Minimizers.dogleg(), 35);

    private final Minimizer minimizer;
    private final int most;

    Solver(Minimizer minimizer, int most) {
      this.minimizer = minimizer;
      this.most = most;
    }
  }

  private static Stream<Arguments> scales() {
    return Stream.of(Solver.values())
        .flatMap(
            solver -> DoubleStream.of(1, 1e6, 1e-6).mapToObj(scale -> Arguments.of(solver, scale)));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void minimize_inOtherUnits_takesNoMoreSteps(Solver solver, double unit) {
    Objective valley = Objective.of(x -> MghProblem.ROSENBROCK.objective().value(x.divide(unit)));
    Result result =
        solver.minimizer.tolerance(1e-6 / unit).minimize(valley, point(-1.2 * unit, unit));
    assertEquals(Reason.GRADIENT_SMALL, result.reason(), result::message);
    // The flattest curvature is 0.4.
    assertArrayEquals(new double[] {unit, unit}, result.point().data, 1e-5 * unit);
    assertTrue(result.counts().values() <= solver.most, () -> result.counts().toString());
  }

  /** The slope is nearly 1 all the way, so that no step promises more than the one before. */
  @Test
  void backtracking_alongAnEvenSlope_lengthensItsSteps() {
    Objective even = Objective.of(x -> x.square().plus(1).sqrt().elementSum());
    Result result = Minimizers.gradientDescentBacktracking().minimize(even, point(1e6));
    assertEquals(Reason.GRADIENT_SMALL, result.reason(), result::message);
    assertTrue(result.counts().values() < 60, () -> result.counts().toString());
  }

  /** With curvatures 2 and 20 a step of 0.1 turns the second element's sign and no more. */
  @Test
  void backtracking_onAQuadratic_doesNotZigzag() {
    Objective bowl = Objective.of(x -> at(x, 1).square().plus(at(x, 2).square().scale(10)));
    Result result = Minimizers.gradientDescentBacktracking().minimize(bowl, point(6, -4));
    assertEquals(Reason.GRADIENT_SMALL, result.reason(), result::message);
    assertTrue(result.counts().values() < 60, () -> result.counts().toString());
  }

  private static List<Minimizer> withinAndWithoutBounds() {
    return List.of(
        Minimizers.gradientDescentBacktracking(),
        Minimizers.bfgs(),
        Minimizers.lbfgsB(Bounds.none()),
        Minimizers.lbfgsB(Bounds.box(Shape.of(1, 1), 0, 1e10)));
  }

  /** The first step down the gradient is 1e-18 of the point, less than its last digit. */
  @ParameterizedTest
  @MethodSource("withinAndWithoutBounds")
  void minimize_whereTheFirstStepIsLostInRounding_lengthensIt(Minimizer minimizer) {
    Objective flat = Objective.of(x -> x.divide(1e9).minus(1).square().elementSum());
    Result result = minimizer.tolerance(1e-15).minimize(flat, point(7e9));
    assertEquals(Reason.GRADIENT_SMALL, result.reason(), result::message);
    // A gradient of 1e-15 next to a curvature of 2e-18.
    assertEquals(1e9, result.point().get(0), 1e3);
  }

  /** Both end at (1, 1), and the first step goes no further than it may. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 10})
  void trustRegion_withItsFirstRadius_goesNoFurtherAtFirst(double radius) {
    DMatrixRMaj start = MghProblem.ROSENBROCK.start(1);
    for (Minimizer minimizer : List.of(Minimizers.steihaug(radius), Minimizers.dogleg(radius))) {
      Result result = minimizer.minimize(MghProblem.ROSENBROCK.objective(), start);
      assertArrayEquals(new double[] {1, 1}, result.point().data, 1e-6);
      assertTrue(result.history().get(1).stepSize() <= radius);
    }
    double first =
        Minimizers.steihaug(1e-3)
            .minimize(MghProblem.ROSENBROCK.objective(), start)
            .history()
            .get(1)
            .stepSize();
    assertEquals(1e-3, first, 1e-4);
  }
}
