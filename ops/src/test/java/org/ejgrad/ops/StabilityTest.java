// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Values that a straightforward formula gets wrong; expected ones from 60-digit arithmetic. */
class StabilityTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final MathContext DIGITS = new MathContext(50);

  @Test
  void logSumExp_ofLargeNumbers_neitherOverflowsNorCancels() {
    assertRelative(1000.6931471805599, row(1000, 1000).logSumExpRows());
    assertRelative(-999.3068528194401, row(-1000, -1000).logSumExpRows());
    assertRelative(1000.4076059644444, row(1000, 999, 998).logSumExpRows());
    assertRelative(1000.4076059644444, row(1000, 999, 998).transpose().logSumExp());
    assertRelative(4.248354255291589e-18, row(-40, 0).logSumExpRows());
  }

  @Test
  void logSumExp_ofInfinities_isTheirs() {
    assertEquals(-INF, number(row(-INF, -INF).logSumExpRows()));
    assertEquals(INF, number(row(INF, -INF).logSumExpRows()));
    assertEquals(INF, number(row(INF, INF).logSumExpRows()));
    assertEquals(Double.NaN, number(row(Double.NaN, INF).logSumExpRows()));
    assertEquals(Double.NaN, number(row(1, Double.NaN).logSumExpRows()));
  }

  @Test
  void softmax_ofLargeNumbers_isExact() {
    double[] y = row(1000, 999, 998).softmaxRows().evaluate().data;
    double[] expected = {0.6652409557748219, 0.24472847105479764, 0.09003057317038046};
    for (int j = 0; j < 3; j++) {
      assertEquals(expected[j], y[j], 1e-15 * expected[j]);
    }
  }

  @Test
  void softmax_withMinusInfinity_isZeroThereAndItsGradientFinite() {
    Expr z = parameter("z", new DMatrixRMaj(new double[][] {{-INF, 0}}));
    assertElements(z.softmaxRows(), 0, 1);
    assertElements(z.logSoftmaxRows(), -INF, 0);
    Expr loss = z.softmaxRows().elementMult(row(2, 3)).elementSum();
    assertElements(gradients(loss, z).get(0), 0, 0);
    Expr second = z.logSoftmaxRows().extractMatrix(0, 1, 1, 2);
    assertElements(gradients(second, z).get(0), 0, 0);
    assertElements(gradients(z.logSumExpRows(), z).get(0), 0, 1);
  }

  @Test
  void softmax_ofARowOfMinusInfinity_isNan() {
    assertElements(row(-INF, -INF).softmaxRows(), Double.NaN, Double.NaN);
  }

  @Test
  void softmax_ofARowOfMinusInfinity_isNamedByAGuardedRun() {
    Expr z = Autograd.input("z", 3, 2);
    Expr y = z.softmaxRows();
    Workspace run =
        Autograd.compile(List.of(y), new Updates(List.of(), List.of(y.node()))).workspace();
    run.set(z, new DMatrixRMaj(new double[][] {{1, 2}, {-INF, -INF}, {3, 4}}));
    NonFiniteException thrown = assertThrows(NonFiniteException.class, run::run);
    assertEquals("'z' 3x2 holds -Infinity at (1, 0)", thrown.origin());
  }

  /** A mask of -infinity is harmless, in another row and in the same one; a logarithm is not. */
  @Test
  void guard_besideAMaskOfInfinities_namesWhatWentWrong() {
    Expr z = Autograd.input("z", 2, 3);
    Expr mask = constant(new double[][] {{0, 0, 1}, {0, 0, 0}});
    Expr scores = mask.select(constant(-INF), z.elementLog());
    Expr loss = scores.logSumExpRows().mean();
    Workspace run =
        Autograd.compile(List.of(loss), new Updates(List.of(), List.of(loss.node()))).workspace();
    run.set(z, new DMatrixRMaj(new double[][] {{1, 2, 3}, {1, 2, 3}})).run();
    assertEquals(Math.log(3 * 6) / 2, run.scalar(loss), 1e-15);
    run.set(z, new DMatrixRMaj(new double[][] {{1, 2, 3}, {1, -1, 3}}));
    NonFiniteException otherRow = assertThrows(NonFiniteException.class, run::run);
    assertEquals("log('z') 2x3 produced NaN at (1, 1)", otherRow.origin());
    run.set(z, new DMatrixRMaj(new double[][] {{1, -1, 3}, {1, 2, 3}}));
    NonFiniteException sameRow = assertThrows(NonFiniteException.class, run::run);
    assertEquals("log('z') 2x3 produced NaN at (0, 1)", sameRow.origin());
    run.set(z, new DMatrixRMaj(new double[][] {{1, 1, -1}, {1, INF, 3}}));
    NonFiniteException given = assertThrows(NonFiniteException.class, run::run);
    assertEquals("'z' 2x3 holds Infinity at (1, 1)", given.origin());
  }

  @Test
  void binaryCrossEntropy_ofConfidentLogits_isExactWithItsGradient() {
    double[][] cases = {
      {1000, 0, 1000, 1}, {-1000, 0, 0, 0}, {-1000, 1, 1000, -1}, {1000, 1, 0, 0}
    };
    for (double[] c : cases) {
      Expr z = parameter("z", new DMatrixRMaj(1, 1, true, c[0]));
      Expr loss = Losses.binaryCrossEntropy(z, constant(c[1]));
      assertEquals(c[2], number(loss));
      assertEquals(c[3], number(gradients(loss, z).get(0)));
    }
  }

  @Test
  void softmaxCrossEntropy_ofConfidentLogits_isExactWithItsGradient() {
    Expr z = parameter("z", new DMatrixRMaj(new double[][] {{1000, 0}}));
    Expr loss = Losses.softmaxCrossEntropyFromLabels(z, constant(1));
    assertEquals(1000, number(loss));
    assertElements(gradients(loss, z).get(0), 1, -1);
  }

  @Test
  void softmaxCrossEntropy_impossibleOtherClass_isFinite() {
    Expr z = parameter("z", new DMatrixRMaj(new double[][] {{-INF, 0.5, 0.5}}));
    Expr loss = Losses.softmaxCrossEntropyFromLabels(z, constant(1));
    assertEquals(Math.log(2), number(loss), 1e-16);
    assertElements(gradients(loss, z).get(0), 0, -0.5, 0.5);
  }

  @Test
  void softplus_inBothTails_isExact() {
    assertRelative(4.248354255291589e-18, constant(-40).softplus());
    assertRelative(20.000000002061153, constant(20).softplus());
    assertEquals(1e300, number(constant(1e300).softplus()));
  }

  @Test
  void slopes_ofSigmoidAndTanh_areRightTo12e17() {
    for (double at = -20; at <= 20; at += 0.37) {
      Expr x = parameter("x", new DMatrixRMaj(1, 1, true, at));
      BigDecimal e = exp(-Math.abs(at));
      BigDecimal one = BigDecimal.ONE;
      BigDecimal sigmoid = e.divide(one.add(e).pow(2), DIGITS);
      assertSlope(sigmoid, gradients(x.sigmoid(), x).get(0), "sigmoid at " + at);
      BigDecimal e2 = e.multiply(e, DIGITS);
      BigDecimal four = BigDecimal.valueOf(4);
      BigDecimal tanh = four.multiply(e2).divide(one.add(e2).pow(2), DIGITS);
      assertSlope(tanh, gradients(x.tanh(), x).get(0), "tanh at " + at);
    }
  }

  @Test
  void sqrt_atZero_hasSlopeInfinity_andZeroUnderACotangentOfZero() {
    Expr x = parameter("x", new DMatrixRMaj(1, 2));
    Expr weights = parameter("weights", new DMatrixRMaj(new double[][] {{0, 1}}));
    assertElements(gradients(x.sqrt().elementMult(weights).elementSum(), x).get(0), 0, INF);
  }

  @Test
  void elementPower_secondDerivatives_atBaseOrExponentZero_areTheLimitsAndSymmetric() {
    double[][] cases = {
      {0, 2, 2, 0, 0},
      {0, 1, 0, -INF, 0},
      {0, 0.5, -INF, -INF, 0},
      {0, 0, 0, INF, 0},
      {4, 0, 0, 0.25, Math.pow(Math.log(4), 2)},
      {1, 3, 6, 1, 0},
      {0, 3, 0, 0, 0}
    };
    for (double[] c : cases) {
      DMatrixRMaj h =
          Autograd.hessian(
                  z -> z.extractMatrix(0, 1, 0, 1).elementPower(z.extractMatrix(0, 1, 1, 2)))
              .at(new DMatrixRMaj(1, 2, true, c[0], c[1]));
      assertEquals(c[2], h.get(0, 0), 0.0);
      assertEquals(c[3], h.get(0, 1), 0.0);
      assertEquals(c[3], h.get(1, 0), 0.0);
      assertEquals(c[4], h.get(1, 1), 1e-15 * c[4]);
    }
  }

  @Test
  void norm_atZero_hasSlopeZero() {
    Expr x = parameter("x", new DMatrixRMaj(1, 3));
    assertElements(gradients(x.square().elementSum().sqrt(), x).get(0), 0, 0, 0);
  }

  /** Right to the last numbers of which 1 / y, or 1 / h^2 of an angle, is in range. */
  @Test
  void secondDerivatives_ofLengthsAndAngles_nearTheSmallestNumbers_areRight() {
    for (UnaryOperator<Expr> length :
        List.<UnaryOperator<Expr>>of(
            Expr::normF, Expr::normRows, x -> column(x, 0).hypot(column(x, 1)))) {
      double[] h = Autograd.hessian(length).at(new DMatrixRMaj(1, 2, true, 3e-307, 4e-307)).data;
      double[] expected = {0.128e307, -0.096e307, -0.096e307, 0.072e307};
      for (int k = 0; k < 4; k++) {
        assertEquals(expected[k], h[k], 1e-15 * 1e307);
      }
    }
    UnaryOperator<Expr> angle = x -> column(x, 0).atan2(column(x, 1));
    double[] h = Autograd.hessian(angle).at(new DMatrixRMaj(1, 2, true, 3e-154, 4e-154)).data;
    double[] expected = {-0.0384e308, -0.0112e308, -0.0112e308, 0.0384e308};
    for (int k = 0; k < 4; k++) {
      assertEquals(expected[k], h[k], 1e-15 * 1e308);
    }
  }

  private static Expr column(Expr x, int j) {
    return x.extractMatrix(0, 1, j, j + 1);
  }

  @Test
  void sums_ofTenMillionTenths_areRightToOneInABillion() {
    DMatrixRMaj tenths = new DMatrixRMaj(10_000_000, 1);
    Arrays.fill(tenths.data, 0.1);
    Expr x = parameter("x", tenths);
    assertEquals(1e6, number(x.elementSum()), 1e-9);
    assertEquals(1e6, number(x.sumCols()), 1e-9);
    assertEquals(1e6, number(x.reshape(1, 10_000_000).sumRows()), 1e-9);
    assertEquals(0.1, number(x.mean()), 1e-16);
  }

  @Test
  void losses_ofEqualInputs_areExactlyZeroWithGradientZero() {
    DMatrixRMaj same = GradientCheck.normal(3, 2);
    Expr p = parameter("p", same);
    Expr t = constant(same);
    Expr[] losses = {
      Losses.sumOfSquaredResiduals(p, t),
      Losses.meanSquaredError(p, t),
      Losses.meanAbsoluteError(p, t),
      Losses.huber(p, t, 1),
      Losses.huber(p, t, 1e-300)
    };
    for (Expr loss : losses) {
      assertEquals(0, number(loss));
      assertElements(gradients(loss, p).get(0), 0, 0, 0, 0, 0, 0);
    }
  }

  private static void assertSlope(BigDecimal expected, Expr slope, String what) {
    BigDecimal error = new BigDecimal(number(slope)).subtract(expected).abs();
    assertTrue(error.doubleValue() <= 1.2e-16, () -> what + " is off by " + error.doubleValue());
  }

  /** exp(x) for x <= 0 by its series at x / 64, squared six times. */
  private static BigDecimal exp(double x) {
    BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(64), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n < 50; n++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(64, DIGITS);
  }

  private static void assertRelative(double expected, Expr x) {
    assertEquals(expected, number(x), 1e-15 * Math.abs(expected));
  }

  private static void assertElements(Expr x, double... expected) {
    DMatrixRMaj value = x.evaluate();
    assertEquals(expected.length, value.getNumElements());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] + 0.0, value.data[i] + 0.0, "element " + i);
    }
  }

  private static double number(Expr x) {
    return x.evaluate().data[0];
  }

  private static Expr row(double... values) {
    return constant(new double[][] {values});
  }
}
