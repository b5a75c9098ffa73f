// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits of NIST's reference data from both starts, against the certified values. */
class NistTest {
  /** Parameters b, predictors x with one column each; the response. */
  private enum Model {
    Chwirut2((b, x) -> exp(b, 1, x, -1).elementDiv(x.elementMult(at(b, 3)).plus(at(b, 2)))),
    DanWood((b, x) -> x.elementPower(at(b, 2)).elementMult(at(b, 1))),
    Eckerle4(
        (b, x) -> {
          Expr z = x.minus(at(b, 3)).elementDiv(at(b, 2));
          Expr front = at(b, 1).elementDiv(at(b, 2));
          return z.square().scale(-0.5).elementExp().elementMult(front);
        }),
    Gauss1(
        (b, x) -> exp(b, 2, x, -1).elementMult(at(b, 1)).plus(bell(b, 3, x).plus(bell(b, 6, x)))),
    Hahn1((b, x) -> ratio(b, x, 4)),
    Kirby2((b, x) -> ratio(b, x, 3)),
    Lanczos3(
        (b, x) ->
            exp(b, 2, x, -1)
                .elementMult(at(b, 1))
                .plus(exp(b, 4, x, -1).elementMult(at(b, 3)))
                .plus(exp(b, 6, x, -1).elementMult(at(b, 5)))),
    MGH17(
        (b, x) ->
            exp(b, 4, x, -1)
                .elementMult(at(b, 2))
                .plus(exp(b, 5, x, -1).elementMult(at(b, 3)))
                .plus(at(b, 1))),
    Misra1a((b, x) -> x.elementMult(at(b, 2)).negative().expm1().elementMult(at(b, 1).negative())),
    Nelson(
        (b, x) -> {
          Expr x1 = x.extractMatrix(0, x.rows(), 0, 1);
          Expr x2 = x.extractMatrix(0, x.rows(), 1, 2);
          Expr decay = exp(b, 3, x2, -1).elementMult(x1).elementMult(at(b, 2));
          return decay.negative().plus(at(b, 1));
        }),
    Rat42(
        (b, x) ->
            at(b, 1).elementDiv(at(b, 2).minus(x.elementMult(at(b, 3))).elementExp().plus(1))),
    Thurber((b, x) -> ratio(b, x, 4));

    private final BinaryOperator<Expr> response;

    Model(BinaryOperator<Expr> response) {
      this.response = response;
    }

    private static Expr exp(Expr b, int k, Expr x, double sign) {
      return x.elementMult(at(b, k)).scale(sign).elementExp();
    }

    private static Expr bell(Expr b, int k, Expr x) {
      Expr z = x.minus(at(b, k + 1)).elementDiv(at(b, k + 2));
      return z.square().negative().elementExp().elementMult(at(b, k));
    }

    /** A polynomial of so many parameters over 1 plus one of the others. */
    private static Expr ratio(Expr b, Expr x, int above) {
      Expr numerator = at(b, above);
      for (int k = above - 1; k >= 1; k--) {
        numerator = numerator.elementMult(x).plus(at(b, k));
      }
      Expr denominator = at(b, b.rows());
      for (int k = b.rows() - 1; k > above; k--) {
        denominator = denominator.elementMult(x).plus(at(b, k));
      }
      return numerator.elementDiv(denominator.elementMult(x).plus(1));
    }

    Objective objective(NistFile file) {
      DMatrixRMaj data = file.data();
      DMatrixRMaj y = CommonOps_DDRM.extract(data, 0, data.numRows, 0, 1);
      DMatrixRMaj x = CommonOps_DDRM.extract(data, 0, data.numRows, 1, data.numCols);
      if (this == Nelson) {
        CommonOps_DDRM.elementLog(y, y);
      }
      return Objective.ofResiduals(b -> response.apply(b, constant(x)).minus(constant(y)));
    }
  }

  private static Stream<Arguments> modelsAndStarts() {
    return Stream.of(Model.values())
        .flatMap(model -> IntStream.of(0, 1).mapToObj(start -> Arguments.of(model, start)));
  }

  /** To the last step that helps: gradients have the units of the data, so 0 is the tolerance. */
  @ParameterizedTest
  @MethodSource("modelsAndStarts")
  void levenbergMarquardt_onReferenceData_givesCertifiedValues(Model model, int start) {
    NistFile file = NistFile.read(model.name());
    Objective objective = model.objective(file);
    Result result =
        Minimizers.levenbergMarquardt().tolerance(0).minimize(objective, file.starts().get(start));
    FitStatistics fit = FitStatistics.of(objective, result.point());
    String seen = result + " " + fit;
    for (int k = 0; k < file.parameters().numRows; k++) {
      double digits = digits(result.point().get(k), file.parameters().get(k));
      assertTrue(digits >= 8, "parameter " + k + " has " + digits + " digits: " + seen);
      double errorDigits = digits(fit.standardErrors().get(k), file.deviations().get(k));
      assertTrue(errorDigits >= 6, "deviation " + k + " has " + errorDigits + " digits: " + seen);
    }
    assertTrue(digits(fit.residualStandardDeviation(), file.residualDeviation()) >= 8, seen);
    assertTrue(digits(2 * result.value(), file.sumOfSquares()) >= 8, seen);
    assertEquals(file.parameters().numRows, fit.rank());
  }

  /** How many leading digits agree; at most the 11 that are certified. */
  private static double digits(double value, double certified) {
    double error = Math.abs(value - certified) / Math.abs(certified);
    return error == 0 ? 11 : Math.min(11, -Math.log10(error));
  }
}
