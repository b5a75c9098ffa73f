// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.column;
import static org.ejgrad.optim.minimize.Columns.numbers;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FitStatisticsTest {
  private static final Expr X = numbers(1, 2, 3, 4, 5);
  private static final Expr Y = numbers(1.1, 1.9, 3.2, 3.8, 5.0);

  /** The straight line by its closed forms: mean of x 3, sum of (x - 3)^2 10. */
  @Test
  void of_aStraightLine_equalsTheClosedForms() {
    Objective line = Objective.ofResiduals(b -> X.elementMult(at(b, 2)).plus(at(b, 1)).minus(Y));
    DMatrixRMaj fitted =
        Minimizers.levenbergMarquardt().tolerance(1e-13).minimize(line, point(0, 0)).point();
    // slope = sum (x - 3)(y - 3) / 10 = 0.97, intercept = 3 - 3 * 0.97, residuals by hand.
    assertEquals(0.97, fitted.get(1), 1e-12);
    assertEquals(0.09, fitted.get(0), 1e-12);
    FitStatistics fit = FitStatistics.of(line, fitted);
    double sum = 0.04 * 0.04 + 0.13 * 0.13 + 0.2 * 0.2 + 0.17 * 0.17 + 0.06 * 0.06;
    double s2 = sum / 3;
    assertEquals(Math.sqrt(s2), fit.residualStandardDeviation(), 1e-12);
    assertEquals(Math.sqrt(s2 / 10), fit.standardErrors().get(1), 1e-12);
    assertEquals(Math.sqrt(s2 * (1 / 5.0 + 9 / 10.0)), fit.standardErrors().get(0), 1e-12);
    assertEquals(-3 * s2 / 10, fit.covariance().get(0, 1), 1e-12);
    assertEquals(2, fit.rank());
    assertEquals(3, fit.degreesOfFreedom());
    assertEquals(List.of(), fit.warnings());
    // 3.182446 is the quantile of 3 degrees of freedom at 0.975.
    FitStatistics.Interval interval = fit.confidenceInterval(fitted, 1, 0.95);
    assertEquals(0.97 - 3.182446305 * Math.sqrt(s2 / 10), interval.low(), 1e-9);
    assertEquals(0.97 + 3.182446305 * Math.sqrt(s2 / 10), interval.high(), 1e-9);
  }

  /** Only b1 + b2 matters, b3 not at all, b4 alone is known. */
  @Test
  void of_parametersThatCannotBeTold_namesThem() {
    Objective blurred =
        Objective.ofResiduals(
            b ->
                X.elementMult(at(b, 4))
                    .plus(at(b, 1).plus(at(b, 2)))
                    .plus(at(b, 3).scale(0))
                    .minus(Y));
    Result result = Minimizers.levenbergMarquardt().minimize(blurred, point(0, 0, 0, 0));
    FitStatistics fit = FitStatistics.of(blurred, result.point());
    assertEquals(2, fit.rank());
    assertEquals(List.of(0, 1, 2), fit.notIdentified());
    assertEquals(Double.POSITIVE_INFINITY, fit.condition());
    assertEquals(Double.POSITIVE_INFINITY, fit.standardErrors().get(2));
    assertTrue(Double.isFinite(fit.standardErrors().get(3)));
    assertEquals(3, fit.warnings().size());
    assertTrue(fit.warnings().get(1).startsWith("element (1, 0) is not identified"));
  }

  /** Each has a column of J that is rounding alone, or as small. */
  @Test
  void of_columnsOfRounding_areNotIdentified() {
    Expr t = numbers(12, i -> i / 4.0);
    UnaryOperator<Expr> decay = b -> t.elementMult(at(b, 1)).negative().elementExp();
    List<UnaryOperator<Expr>> silent =
        List.of(
            b -> {
              Expr angle = t.elementMult(at(b, 2));
              return angle.sin().square().plus(angle.cos().square()).minus(1);
            },
            b -> t.elementMult(at(b, 2)).elementDiv(at(b, 2)).minus(t),
            b -> t.elementMult(at(b, 2).scale(100)).negative().elementExp());
    for (UnaryOperator<Expr> part : silent) {
      Objective fit =
          Objective.ofResiduals(
              b -> decay.apply(b).plus(part.apply(b)).minus(numbers(12, i -> 0.01 * (i % 3))));
      FitStatistics found = FitStatistics.of(fit, point(1, 6));
      assertEquals(1, found.rank(), found.toString());
      assertEquals(List.of(1), found.notIdentified());
      assertEquals(Double.POSITIVE_INFINITY, found.standardErrors().get(1));
      assertTrue(Double.isFinite(found.standardErrors().get(0)));
      assertEquals(1, found.warnings().size());
    }
  }

  /** An effect of 1e-12 is more than rounding, and still no good base for an error bar. */
  @Test
  void of_aSlightEffect_warns() {
    Objective fit =
        Objective.ofResiduals(b -> X.elementMult(at(b, 1)).plus(at(b, 2).scale(1e-12)).minus(Y));
    FitStatistics found = FitStatistics.of(fit, point(1, 0));
    assertEquals(2, found.rank());
    assertEquals(1, found.warnings().size());
    assertTrue(found.warnings().get(0).startsWith("element (1, 0) has hardly any effect"));
  }

  /** Units do not matter: x^8 of x = 1,000 has a parameter of some 1e-24. */
  @Test
  void of_parametersOfVeryDifferentUnits_areIdentified() {
    Expr x = numbers(9, i -> 100.0 * i);
    Objective fit =
        Objective.ofResiduals(
            b -> x.elementPower(8).elementMult(at(b, 2)).plus(at(b, 1)).minus(numbers(1)));
    FitStatistics found = FitStatistics.of(fit, point(1, 1e-24));
    assertEquals(2, found.rank());
    assertEquals(List.of(), found.warnings());
  }

  @Test
  void of_aRobustFit_warns() {
    Objective line = Objective.ofResiduals(b -> X.elementMult(b).minus(Y), RobustLoss.huber(0.2));
    FitStatistics found = FitStatistics.of(line, point(1));
    assertEquals(1, found.warnings().size());
    assertTrue(found.warnings().get(0).endsWith("HUBER at 0.2"), found.warnings().get(0));
  }

  @Test
  void of_whatIsNotFinite_namesIt() {
    Objective log = Objective.ofResiduals(b -> column(at(b, 1), at(b, 2).elementLog()));
    assertRefused("got NaN for residual 1", () -> FitStatistics.of(log, point(1, -1)));
    Objective root = Objective.ofResiduals(b -> column(at(b, 1), at(b, 2).sqrt()));
    assertRefused(
        "got Infinity for residual 1 and element 1", () -> FitStatistics.of(root, point(1, 0)));
  }

  @Test
  void confidenceInterval_ofNoSuchElement_isRefused() {
    Objective line = Objective.ofResiduals(b -> X.elementMult(at(b, 2)).plus(at(b, 1)).minus(Y));
    FitStatistics fit = FitStatistics.of(line, point(0, 1));
    assertRefused("must be in [0, 2), got 5", () -> fit.confidenceInterval(point(0, 1), 5, 0.9));
    for (double level : new double[] {0, 1, 2, Double.NaN}) {
      assertRefused(
          "level: must be in (0, 1), got " + level,
          () -> fit.confidenceInterval(point(0, 1), 0, level));
    }
    // As near to 1 as a number can be.
    FitStatistics.Interval wide = fit.confidenceInterval(point(0, 1), 0, Math.nextDown(1.0));
    assertTrue(wide.high() > 1e3 * fit.standardErrors().get(0), wide.toString());
    assertRefused("must be 2x1, got 1x1", () -> fit.confidenceInterval(point(0), 0, 0.9));
  }

  private static void assertRefused(String part, Executable executable) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, executable).getMessage());
    assertTrue(message.contains(part), message);
  }

  @Test
  void of_asManyParametersAsResiduals_warns() {
    Objective exact = Objective.ofResiduals(b -> b.minus(numbers(1, 2)));
    FitStatistics fit = FitStatistics.of(exact, point(1, 2));
    assertTrue(Double.isNaN(fit.residualStandardDeviation()));
    assertTrue(fit.warnings().get(0).contains("must outnumber"));
    assertThrows(
        IllegalArgumentException.class, () -> fit.confidenceInterval(point(1, 2), 0, 0.95));
  }

  @Test
  void of_objectiveWithoutResiduals_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FitStatistics.of(Objective.of(Expr::elementSum), point(1)));
  }

  /** An outlier pulls squares away, robust losses hardly; both ways to minimize agree. */
  @Test
  void robustLosses_withAnOutlier_stayAtTheOthers() {
    Expr y = numbers(1.1, 1.9, 3.2, 3.8, 50);
    for (RobustLoss loss :
        List.of(RobustLoss.huber(0.2), RobustLoss.softL1(0.2), RobustLoss.cauchy(0.2))) {
      Objective line =
          Objective.ofResiduals(b -> X.elementMult(at(b, 2)).plus(at(b, 1)).minus(y), loss);
      Result marquardt =
          Minimizers.levenbergMarquardt().tolerance(1e-10).minimize(line, point(0, 1));
      Result bfgs = Minimizers.bfgs().tolerance(1e-10).minimize(line, point(0, 1));
      assertEquals(bfgs.value(), marquardt.value(), 1e-9, loss.toString());
      assertEquals(bfgs.point().get(1), marquardt.point().get(1), 1e-7, loss.toString());
      assertEquals(1, marquardt.point().get(1), 0.3, loss.toString());
    }
  }

  /** The box holds the slope at 0.5, and the intercept is then the mean of y - x / 2. */
  @Test
  void levenbergMarquardt_withinBounds_restsAtTheBound() {
    Objective line = Objective.ofResiduals(b -> X.elementMult(at(b, 2)).plus(at(b, 1)).minus(Y));
    Bounds bounds = Bounds.of(point(-10, -1), point(10, 0.5));
    Result result = Minimizers.levenbergMarquardt(bounds).minimize(line, point(0, 0));
    assertEquals(0.5, result.point().get(1));
    assertEquals(1.5, result.point().get(0), 1e-9);
    assertEquals(Reason.GRADIENT_SMALL, result.reason());
  }

  @Test
  void packing_severalMatrices_comeBack() {
    DMatrixRMaj w = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    DMatrixRMaj b = new DMatrixRMaj(new double[][] {{7, 8}});
    Packing packing = Packing.of(w, b);
    DMatrixRMaj column = packing.pack(w, b);
    assertEquals(8, packing.elements());
    assertEquals(5, column.get(4));
    assertEquals(6, packing.unpack(column).get(0).get(2, 1));
    List<Expr> parts = packing.unpack(constant(column));
    assertEquals(4, parts.get(0).evaluate().get(1, 1));
    assertEquals(8, parts.get(1).evaluate().get(0, 1));
    assertThrows(IllegalArgumentException.class, () -> packing.pack(b, w));
    assertThrows(IllegalArgumentException.class, () -> packing.unpack(w));
  }
}
