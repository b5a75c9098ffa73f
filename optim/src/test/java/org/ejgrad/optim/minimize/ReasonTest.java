// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.column;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that cannot end at a minimum: they end soon, say why, and return the best point. */
class ReasonTest {
  private static final Objective SQUARE = Objective.of(x -> x.square().elementSum());

  /** x, which falls to the left of 0, where it is NaN. */
  private static final Objective WALL =
      Objective.of(
          x -> x.greaterThan(0).select(x, x.lessThan(0).select(x.elementLog(), x)).elementSum());

  private static List<Minimizer> trustRegions() {
    return List.of(Minimizers.steihaug(), Minimizers.dogleg());
  }

  private static List<Minimizer> searchers() {
    return List.of(
        Minimizers.gradientDescentBacktracking(),
        Minimizers.conjugateGradient(),
        Minimizers.conjugateGradientHagerZhang(),
        Minimizers.bfgs(),
        Minimizers.lbfgs(),
        Minimizers.lbfgsB(Bounds.box(Shape.of(2, 1), Double.NEGATIVE_INFINITY, 5)),
        Minimizers.newtonCg(),
        Minimizers.steihaug(),
        Minimizers.dogleg());
  }

  private static Result minimize(Minimizer minimizer, Objective objective, DMatrixRMaj start) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> minimizer.minimize(objective, start));
  }

  /** After so long a first step the next is guessed anew, not from it. */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e8, 1e12, 1e15})
  void conjugateGradients_fromFarAway_reachTheMinimum(double start) {
    Objective squares = Objective.of(x -> x.minus(3).square().elementSum());
    Result result = minimize(Minimizers.conjugateGradient(), squares, point(start, start));
    assertEquals(Reason.GRADIENT_SMALL, result.reason(), result::message);
    assertArrayEquals(new double[] {3, 3}, result.point().data, 1e-6);
  }

  /** The step to the minimum is 1e20 times the gradient, which alone means nothing. */
  @Test
  void minimize_whereTheMinimumIsFar_isNotCalledUnbounded() {
    Objective flat = Objective.of(x -> x.divide(1e10).square().elementSum().scale(0.5));
    for (Minimizer minimizer :
        List.of(
            Minimizers.gradientDescentExact(),
            Minimizers.gradientDescentBacktracking(),
            Minimizers.conjugateGradient(),
            Minimizers.lbfgs(),
            Minimizers.lbfgsB(Bounds.none()))) {
      Result result = minimize(minimizer.tolerance(1e-18), flat, point(1e12));
      assertEquals(Reason.GRADIENT_SMALL, result.reason(), minimizer::toString);
      // The tolerance over the curvature of 1e-20.
      assertEquals(0, result.point().get(0), 100);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e11, 1e17})
  void minimize_ofWhatFallsWithoutEnd_isUnboundedFromFarAwayToo(double start) {
    Objective falls = Objective.of(Expr::elementSum);
    for (Minimizer minimizer :
        List.of(Minimizers.conjugateGradient(), Minimizers.lbfgs(), Minimizers.bfgs())) {
      Result result = minimize(minimizer, falls, point(start, start));
      assertEquals(Reason.UNBOUNDED, result.reason(), minimizer::toString);
      assertTrue(result.iterations() < 50);
    }
  }

  /** Near 0 each loss is r^2 / 2, whatever the scale. */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e7, 1e9, 1e50})
  void robustLoss_residualsFarBelowTheScale_areSquares(double scale) {
    for (RobustLoss loss :
        List.of(RobustLoss.huber(scale), RobustLoss.softL1(scale), RobustLoss.cauchy(scale))) {
      double expression = loss.of(Autograd.constant(0.02)).evaluate().get(0);
      // The next term of the series is (r / c)^2 / 4 of it, 1e-10 at the smallest scale.
      assertEquals(2e-4, expression, 2e-13, loss::toString);
      assertEquals(2e-4, loss.of(0.02), 2e-13, loss::toString);
    }
    for (double z : new double[] {0.5, 1, 2, 1e300}) {
      double r = Math.sqrt(z);
      // Which loses a digit at 0.5 itself.
      double direct = Math.sqrt(1 + z) - 1;
      assertEquals(direct, RobustLoss.softL1(1).of(r), 2e-15 * direct);
      assertEquals(
          direct, RobustLoss.softL1(1).of(Autograd.constant(r)).evaluate().get(0), 2e-15 * direct);
    }
  }

  /** The curvature of x^1.5 at 0 is infinite, and its product with 0 is NaN. */
  @ParameterizedTest
  @MethodSource("trustRegions")
  void trustRegion_whereTheHessianIsNotFinite_goesDownTheGradient(Minimizer minimizer) {
    Objective cusp = Objective.of(x -> at(x, 1).elementPower(1.5).plus(at(x, 2).minus(1).square()));
    Result result = minimize(minimizer, cusp, point(0, 0));
    assertEquals(Reason.GRADIENT_SMALL, result.reason(), result::message);
    assertArrayEquals(new double[] {0, 1}, result.point().data, 1e-8);
  }

  @ParameterizedTest
  @MethodSource("trustRegions")
  void trustRegion_betweenTwoInfiniteCurvatures_ends(Minimizer minimizer) {
    Objective saddle =
        Objective.of(
            x ->
                at(x, 1)
                    .elementPower(1.5)
                    .minus(at(x, 2).elementPower(1.5))
                    .minus(x.elementSum())
                    .plus(x.square().elementSum().square().scale(0.1)));
    Result result = minimize(minimizer, saddle, point(0, 0));
    assertTrue(result.counts().values() < 1000, () -> result.counts().toString());
    assertTrue(result.value() < 0, result::message);
  }

  @ParameterizedTest
  @MethodSource("trustRegions")
  void trustRegion_whereNothingAroundIsFinite_keepsTheLimitOfEvaluations(Minimizer minimizer) {
    Result limited = minimize(minimizer.maxEvaluations(10), WALL, point(0));
    assertEquals(Reason.EVALUATIONS, limited.reason());
    assertEquals(10, limited.counts().values());
    assertEquals(Reason.NOT_FINITE, minimize(minimizer, WALL, point(0)).reason());
  }

  @ParameterizedTest
  @MethodSource("searchers")
  void minimize_aSlopeWithoutEnd_saysUnbounded(Minimizer minimizer) {
    Result result = minimize(minimizer, Objective.of(Expr::elementSum), point(1, 2));
    assertEquals(Reason.UNBOUNDED, result.reason(), result::message);
    assertTrue(result.counts().values() < 100, () -> result.counts().toString());
    assertTrue(result.value() < -1e19);
  }

  /** x &lt;- x - 1.5 * 2 x doubles x, so the start is the best point. */
  @Test
  void gradientDescent_withTooLongAStep_saysSoAndReturnsTheStart() {
    Result result = minimize(Minimizers.gradientDescent(1.5), SQUARE, point(1));
    assertEquals(Reason.CLIMBING, result.reason());
    assertEquals(20, result.iterations());
    assertEquals(1, result.value());
    assertEquals(1, result.point().get(0));
    assertEquals(2, result.gradientNorm());
  }

  @Test
  void gradientDescent_thatMeetsInfinity_returnsTheLowestPoint() {
    Objective fourth = Objective.of(x -> x.square().square().elementSum());
    Result result = minimize(Minimizers.gradientDescent(3), fourth, point(1));
    assertEquals(Reason.NOT_FINITE, result.reason());
    assertEquals(1, result.value());
    assertEquals(1, result.point().get(0));
  }

  @Test
  void resume_ofARunThatClimbed_goesOnFromItsLastPointAndKnowsTheLowest() {
    Minimizer climber = Minimizers.gradientDescent(1.5);
    Result part = climber.maxIterations(3).minimize(SQUARE, point(1));
    Result rest = climber.maxIterations(5).resume(SQUARE, part.state());
    assertEquals(64, rest.history().get(0).value());
    assertEquals(1024, rest.history().get(2).value());
    assertEquals(1, rest.value());
  }

  @Test
  void exactDescent_onAConcaveFunction_saysThatItIsNotConvex() {
    Objective hill = Objective.of(x -> x.square().elementSum().negative());
    Result result = minimize(Minimizers.gradientDescentExact(), hill, point(1));
    assertEquals(Reason.NOT_CONVEX, result.reason());
  }

  /** The root has no slope at 0, though the sum of squares has one. */
  @Test
  void levenbergMarquardt_whereTheJacobianIsInfinite_saysNotFinite() {
    Objective root = Objective.ofResiduals(x -> column(at(x, 1).sqrt(), at(x, 2).minus(1)));
    Result result = minimize(Minimizers.levenbergMarquardt(), root, point(0, 0));
    assertEquals(Reason.NOT_FINITE, result.reason());
    assertArrayEquals(new double[] {0, 0}, result.point().data);
  }

  @Test
  void minimize_whereTheSquareOfTheGradientOverflows_saysSo() {
    Objective huge = Objective.of(x -> x.square().elementSum().scale(1e160));
    Result result = minimize(Minimizers.lbfgs(), huge, point(1, 1));
    assertEquals(Reason.NOT_FINITE, result.reason());
    assertTrue(result.message().contains("its square"), result.message());
  }

  /** log x from 1 downhill: up to a length of 1 steps are finite. */
  @Test
  void reasonOfFailure_isThatOfTheShortestStep() {
    Objective log = Objective.of(x -> x.elementLog().elementSum());
    Evaluator f = new Evaluator(log, Shape.of(1, 1));
    Ray ray = new Ray(f, f.at(new double[] {1}), new double[] {-1}, Bounds.none());
    ray.at(2);
    assertEquals(Reason.NOT_FINITE, ray.reasonOfFailure());
    ray.at(0.5);
    ray.at(3);
    assertEquals(Reason.NO_DECREASE, ray.reasonOfFailure());
  }
}
