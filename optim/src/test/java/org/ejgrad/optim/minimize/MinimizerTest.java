// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.numbers;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.StopRules;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinimizerTest {
  private static final Objective ROSENBROCK = MghProblem.ROSENBROCK.objective();
  private static final DMatrixRMaj START = MghProblem.ROSENBROCK.start(1);

  private static List<Minimizer> all() {
    return List.of(
        Minimizers.gradientDescent(1e-3),
        Minimizers.gradientDescentBacktracking(),
        Minimizers.conjugateGradient(),
        Minimizers.conjugateGradientHagerZhang(),
        Minimizers.bfgs(),
        Minimizers.lbfgs(),
        Minimizers.lbfgsB(Bounds.box(Shape.of(2, 1), -5, 5)),
        Minimizers.newtonCg(),
        Minimizers.steihaug(),
        Minimizers.dogleg(),
        Minimizers.gaussNewton(),
        Minimizers.levenbergMarquardt());
  }

  @ParameterizedTest
  @MethodSource("all")
  void minimize_rosenbrock_endsAtOneOne(Minimizer minimizer) {
    Result result = minimizer.tolerance(1e-6).maxIterations(100_000).minimize(ROSENBROCK, START);
    // The flattest curvature there is 0.4, so the error is at most some 2.5 gradients.
    assertEquals(1, result.point().get(0), 1e-5, result::message);
    assertEquals(1, result.point().get(1), 1e-5, result::message);
    assertEquals(Reason.GRADIENT_SMALL, result.reason());
    assertTrue(result.gradientNorm() <= 1e-6);
  }

  /** Bits: states hold all that the next iterations depend on. */
  @ParameterizedTest
  @MethodSource("all")
  void resume_afterAnyIteration_givesTheBitsOfAnUninterruptedRun(Minimizer minimizer) {
    Result whole = minimizer.maxIterations(12).minimize(ROSENBROCK, START);
    for (int stop = 1; stop < 12; stop++) {
      Result part = minimizer.maxIterations(stop).minimize(ROSENBROCK, START);
      Result rest = minimizer.maxIterations(12).resume(ROSENBROCK, part.state());
      assertArrayEquals(whole.point().data, rest.point().data);
      assertEquals(whole.value(), rest.value());
      assertEquals(whole.iterations(), rest.iterations());
      assertEquals(whole.counts(), rest.counts());
      assertEquals(whole.reason(), rest.reason());
    }
  }

  /** Convex near the minimum, where exact steps lead. */
  @Test
  void resume_ofExactDescent_givesTheBitsOfAnUninterruptedRun() {
    Objective bowl = Objective.of(x -> x.elementExp().minus(x.scale(2)).elementSum());
    Minimizer exact = Minimizers.gradientDescentExact();
    Result whole = exact.maxIterations(6).minimize(bowl, point(0.1, 1.5));
    for (int stop = 1; stop < 6; stop++) {
      Result part = exact.maxIterations(stop).minimize(bowl, point(0.1, 1.5));
      Result rest = exact.maxIterations(6).resume(bowl, part.state());
      assertArrayEquals(whole.point().data, rest.point().data);
      assertEquals(whole.counts(), rest.counts());
    }
  }

  @Test
  void callback_thatThrows_isHeard() {
    Minimizer minimizer =
        Minimizers.lbfgs()
            .callback(
                (iterate, at) -> {
                  throw new IllegalStateException("mine");
                });
    assertThrows(IllegalStateException.class, () -> minimizer.minimize(ROSENBROCK, START));
  }

  @Test
  void resume_withAnotherMethodsState_isRefused() {
    SavedState state = Minimizers.bfgs().maxIterations(2).minimize(ROSENBROCK, START).state();
    assertRefused("must be of", () -> Minimizers.lbfgs().resume(ROSENBROCK, state));
  }

  @Test
  void minimize_countsAndHistory_agree() {
    Result result = Minimizers.lbfgs().minimize(ROSENBROCK, START);
    assertEquals(result.iterations() + 1, result.history().size());
    Iterate last = result.history().get(result.history().size() - 1);
    assertEquals(result.counts(), last.counts());
    assertEquals(result.value(), last.value());
    assertEquals(result.gradientNorm(), last.gradientNorm());
    assertEquals(0, result.history().get(0).iteration());
    assertTrue(result.counts().values() > result.iterations());
  }

  @Test
  void minimize_manyShapes_keepTheShapeOfTheStart() {
    Objective bowl = Objective.of(x -> x.minus(constant(3)).square().elementSum());
    for (Shape shape : List.of(Shape.of(1, 1), Shape.of(1, 4), Shape.of(4, 1), Shape.of(2, 3))) {
      Result result =
          Minimizers.lbfgs().minimize(bowl, new DMatrixRMaj(shape.rows(), shape.cols()));
      assertEquals(shape, Shape.of(result.point()));
      for (double x : result.point().data) {
        assertEquals(3, x, 1e-8);
      }
    }
  }

  @Test
  void exactDescent_onAQuadratic_followsTheClosedForm() {
    // f = x^2/2 + 2 y^2 from (4, 1): g = (4, 4), g'g / g'Hg = 32 / 80.
    Objective quadratic = Objective.of(x -> numbers(0.5, 2).dot(x.square()));
    Result one =
        Minimizers.gradientDescentExact().maxIterations(1).minimize(quadratic, point(4, 1));
    assertEquals(4 - 0.4 * 4, one.point().get(0), 1e-14);
    assertEquals(1 - 0.4 * 4, one.point().get(1), 1e-14);
    assertEquals(1, one.counts().hessianProducts());
  }

  /** log x - x has its domain above 0 only: steps that leave it are shortened. */
  @ParameterizedTest
  @MethodSource("all")
  void minimize_nearTheEdgeOfTheDomain_backsOff(Minimizer minimizer) {
    Objective barrier =
        Objective.ofResiduals(
            x -> x.elementLog().plus(x.scale(1e-3)).minus(numbers(Math.log(1e-3), 1)));
    Result result = minimizer.tolerance(1e-9).maxIterations(300).minimize(barrier, point(3, 4));
    for (double x : result.point().data) {
      assertTrue(x > 0, result.message());
    }
    assertTrue(Double.isFinite(result.value()));
    assertTrue(result.value() <= result.history().get(0).value());
  }

  @Test
  void minimize_whereNothingAroundIsFinite_returnsTheStartWithTheReason() {
    // Finite at 1 only.
    Objective spike =
        Objective.of(x -> at(x, 1).minus(1).abs().scale(-1e300).sqrt().plus(at(x, 1)));
    Objective wall =
        Objective.of(
            x -> x.greaterThan(0).select(x, x.lessThan(0).select(x.elementLog(), x)).elementSum());
    Result result = Minimizers.lbfgs().minimize(wall, point(0));
    assertEquals(Reason.NOT_FINITE, result.reason());
    assertEquals(0, result.point().get(0));
    assertRefused("must be finite", () -> Minimizers.lbfgs().minimize(spike, point(2)));
  }

  @Test
  void callback_thatStops_isObeyedAndQuoted() {
    List<Iterate> seen = new ArrayList<>();
    Result result =
        Minimizers.lbfgs()
            .callback(
                (iterate, at) -> {
                  seen.add(iterate);
                  at.zero();
                  return seen.size() == 3 ? Optional.of("enough") : Optional.empty();
                })
            .minimize(ROSENBROCK, START);
    assertEquals(Reason.CALLBACK, result.reason());
    assertTrue(result.message().endsWith(": enough"), result.message());
    assertEquals(3, result.iterations());
    assertEquals(result.history().subList(1, 4), seen);
    // What the callback did to its copy changed nothing.
    assertArrayEquals(
        Minimizers.lbfgs().maxIterations(3).minimize(ROSENBROCK, START).point().data,
        result.point().data);
  }

  @Test
  void callback_ofAStopRule_stops() {
    Result result =
        Minimizers.lbfgs()
            .callback(Callback.of(StopRules.lossBelow(1)))
            .minimize(ROSENBROCK, START);
    assertEquals(Reason.CALLBACK, result.reason());
    assertTrue(result.value() < 1);
  }

  @Test
  void limits_areKept() {
    assertEquals(
        Reason.ITERATIONS, Minimizers.bfgs().maxIterations(3).minimize(ROSENBROCK, START).reason());
    Result few = Minimizers.bfgs().maxEvaluations(5).minimize(ROSENBROCK, START);
    assertEquals(Reason.EVALUATIONS, few.reason());
    Result rough =
        Minimizers.gradientDescentBacktracking().valueTolerance(0.1).minimize(ROSENBROCK, START);
    assertEquals(Reason.VALUE_SETTLED, rough.reason());
  }

  @Test
  void bounds_thatCrossOrExcludeTheStart_nameTheEntry() {
    DMatrixRMaj low = new DMatrixRMaj(new double[][] {{0, 0}, {0, 2}});
    DMatrixRMaj high = new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}});
    assertRefused("got 2.0 and 1.0 at (1, 1)", () -> Bounds.of(low, high));
    assertRefused("at (0, 0)", () -> Bounds.box(Shape.of(1, 2), Double.NaN, 1));
    Bounds unit = Bounds.box(Shape.of(2, 1), 0, 1);
    Minimizer minimizer = Minimizers.lbfgsB(unit);
    assertRefused(
        "got 1.5 outside [0.0, 1.0] at (1, 0)",
        () -> minimizer.minimize(ROSENBROCK, point(0, 1.5)));
    assertRefused("shape of the bounds", () -> minimizer.minimize(ROSENBROCK, point(0, 1, 1)));
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertRefused("tolerance: must be >= 0", () -> Minimizers.bfgs().tolerance(-1));
    assertRefused("tolerance: must be >= 0", () -> Minimizers.bfgs().tolerance(Double.NaN));
    assertRefused(
        "must be >= 0 and finite", () -> Minimizers.bfgs().tolerance(Double.POSITIVE_INFINITY));
    assertRefused("valueTolerance: must be in", () -> Minimizers.bfgs().valueTolerance(1));
    assertRefused("maxIterations: must be >= 1", () -> Minimizers.bfgs().maxIterations(0));
    assertRefused("maxEvaluations: must be >= 1", () -> Minimizers.bfgs().maxEvaluations(0));
    assertRefused("pairs: must be >= 1", () -> Minimizers.lbfgs(0));
    assertRefused(
        "steihaug, firstRadius: must be finite and > 0, got 0.0", () -> Minimizers.steihaug(0));
    assertRefused(
        "dogleg, firstRadius: must be finite and > 0, got NaN",
        () -> Minimizers.dogleg(Double.NaN));
    assertRefused("step: must be finite and > 0", () -> Minimizers.gradientDescent(0));
    assertRefused("scale: must be in [1e-100, 1e100]", () -> RobustLoss.huber(0));
    assertRefused("got 1.0E200", () -> RobustLoss.huber(1e200));
    assertRefused("got 1.0E-200", () -> RobustLoss.huber(1e-200));
  }

  @Test
  void minimize_badObjectivesAndStarts_areRefused() {
    Objective plain = Objective.of(Expr::elementSum);
    assertRefused("needs residuals", () -> Minimizers.gaussNewton().minimize(plain, START));
    assertRefused(
        "must not be empty", () -> Minimizers.bfgs().minimize(plain, new DMatrixRMaj(0, 3)));
    assertThrows(
        ShapeMismatchException.class,
        () -> Minimizers.bfgs().minimize(Objective.of(Expr::square), START));
  }

  @Test
  @SuppressWarnings("NullAway")
  void callback_null_isRefused() {
    assertRefused("got null", () -> Minimizers.bfgs().callback(null));
  }

  @Test
  void minimize_startsThatAreNotFinite_nameTheEntryAndTheOp() {
    Objective root = Objective.of(x -> x.sqrt().elementSum());
    Minimizer minimizer = Minimizers.lbfgs();
    assertRefused(
        "the start must be finite, got NaN at (1, 0)",
        () -> minimizer.minimize(ROSENBROCK, point(1, Double.NaN)));
    assertRefused(
        "value 1.0 and gradient Infinity at (1, 0)", () -> minimizer.minimize(root, point(1, 0)));
    assertRefused("(sqrt", () -> minimizer.minimize(root, point(1, -1)));
  }

  private static void assertRefused(String part, Executable executable) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, executable).getMessage());
    assertTrue(message.contains(part), message);
  }
}
