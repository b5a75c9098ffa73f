// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Oracle.each;
import static org.ejgrad.ops.Oracle.function;
import static org.ejgrad.ops.Oracle.pairs;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.ejgrad.ops.Oracle.Formula;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/** The oracle's formulas of {@link ElementwiseMethods}. */
final class OracleOfFunctions {
  private static final String UNARY = "ops.ElementwiseUnary.";
  private static final String BINARY = "ops.ElementwiseBinary.";
  private static final String NUMBERS = "ops.ElementwiseWithNumber.";

  /** At 6, the largest argument that random graphs come near to, terms grow up to the 36th. */
  private static final int TERMS_OF_ERF = 150;

  private OracleOfFunctions() {}

  static Map<String, Formula> formulas() {
    return ImmutableMap.<String, Formula>builder()
        .put(UNARY + "LOG1P", function(UnivariateDerivative2::log1p))
        .put(UNARY + "EXPM1", function(UnivariateDerivative2::expm1))
        .put(
            UNARY + "EXPM1 elu",
            each(x -> x.value() > 0 ? x : x.map(UnivariateDerivative2::expm1).times(1.5)))
        .put(NUMBERS + "LEAKY_RELU 0.1", each(x -> x.value() > 0 ? x : x.times(0.1)))
        .put(NUMBERS + "LEAKY_RELU 1", each(x -> x))
        .put(UNARY + "SOFTPLUS logSigmoid", function(x -> x.negate().exp().log1p().negate()))
        .put(UNARY + "ERF", function(OracleOfFunctions::erf))
        .put(
            UNARY + "ERF gelu",
            function(x -> x.multiply(0.5).multiply(erf(x.divide(Math.sqrt(2))).add(1))))
        .put(UNARY + "SIGMOID silu", function(x -> x.divide(x.negate().exp().add(1))))
        .put(UNARY + "SOFTSIGN", function(x -> x.divide(x.abs().add(1))))
        .put(UNARY + "SINH", function(UnivariateDerivative2::sinh))
        .put(UNARY + "COSH", function(UnivariateDerivative2::cosh))
        .put(UNARY + "TAN", function(UnivariateDerivative2::tan))
        .put(UNARY + "ASIN", function(UnivariateDerivative2::asin))
        .put(UNARY + "ACOS", function(UnivariateDerivative2::acos))
        .put(UNARY + "ATAN", function(UnivariateDerivative2::atan))
        .put(UNARY + "FLOOR", jumping(Math::floor))
        .put(UNARY + "CEIL", jumping(Math::ceil))
        .put(UNARY + "ROUND", jumping(Math::rint))
        .put(BINARY + "ATAN2 atan2", pairs(OracleOfFunctions::atan2))
        .put(
            BINARY + "HYPOT hypot",
            pairs((a, b) -> a.square().plus(b.square()).map(UnivariateDerivative2::sqrt)))
        .put("ops.PowerSlope.IN_BASE", pairs((a, b) -> power(a, b.plus(Jet.constant(-1))).times(b)))
        .put("ops.PowerSlope.IN_EXPONENT", pairs((a, b) -> power(a, b).times(a.log())))
        .buildOrThrow();
  }

  private static Jet power(Jet a, Jet b) {
    return a.log().times(b).exp();
  }

  private static Formula jumping(DoubleUnaryOperator f) {
    return each(x -> Jet.constant(f.applyAsDouble(x.value())));
  }

  /** 2 / sqrt(pi) e^(-x^2) times the sum of 2^n x^(2n+1) / (2n+1)!!, whose terms have one sign. */
  private static UnivariateDerivative2 erf(UnivariateDerivative2 x) {
    UnivariateDerivative2 square = x.square();
    UnivariateDerivative2 term = x;
    UnivariateDerivative2 sum = x;
    for (int n = 1; n <= TERMS_OF_ERF; n++) {
      term = term.multiply(square).multiply(2.0).divide(2.0 * n + 1);
      sum = sum.add(term);
    }
    return square.negate().exp().multiply(sum).multiply(2 / Math.sqrt(Math.PI));
  }

  private static Jet atan2(Jet a, Jet b) {
    double turn = b.value() < 0 ? Math.copySign(Math.PI, a.value()) : 0;
    return a.over(b).map(UnivariateDerivative2::atan).plus(Jet.constant(turn));
  }
}
