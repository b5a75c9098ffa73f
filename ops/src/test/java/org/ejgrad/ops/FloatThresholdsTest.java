// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Control.scan;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ranks, pivots and gaps in programs of float: numbers are known to seven digits there, and what is
 * left of them beyond that is rounding error, though factorizations are computed in double.
 */
class FloatThresholdsTest {
  private static final DMatrixRMaj SINGULAR =
      new DMatrixRMaj(3, 3, true, .1, .2, .3, .4, .5, .6, .7, .8, .9);

  /** Rank 1. */
  private static final DMatrixRMaj DEPENDENT = new DMatrixRMaj(3, 2, true, .1, .3, .2, .6, .7, 2.1);

  /** What is refused, and in which words. */
  private enum Refused {
    INVERT(Expr::invert, SINGULAR, "must not be singular"),
    SOLVE(a -> a.solve(constant(normal(3, 1))), SINGULAR, "must not be singular"),
    LOG_DETERMINANT(Expr::logDeterminant, SINGULAR, "must not be singular"),
    IN_COND(
        a -> cond(constant(1.0), Expr::logDeterminant, Expr::elementSum, a),
        SINGULAR,
        "must not be singular"),
    IN_SCAN(a -> scan(1, Expr::invert, a).last(), SINGULAR, "must not be singular"),
    CHOLESKY(
        a -> a.mult(a.transpose()).cholesky(), SINGULAR, "must be symmetric positive definite"),
    LEAST_SQUARES(
        a -> a.leastSquares(constant(normal(3, 1))), DEPENDENT, "columns must be independent"),
    EIGENVECTORS(
        a -> gradients(weighted(turned(a).symmetricEigenvectors()), a).get(0),
        diagonal(1, 1 + 1e-6, 2),
        "the derivative needs values that differ"),
    SINGULAR_VECTORS(
        a -> gradients(weighted(turned(a).rightSingularVectors()), a).get(0),
        diagonal(1, 1 + 1e-6, 2),
        "the derivative needs values that differ"),
    VECTORS_OF_ZERO(
        a -> gradients(weighted(a.leftSingularVectors()), a).get(0),
        DEPENDENT,
        "the derivative needs singular values that are not 0"),
    CURVATURE_OF_EIGENVALUES(
        a ->
            hvp(
                    turned(a).symmetricEigenvalues().elementPower(3).elementSum(),
                    List.of(a),
                    List.of(constant(normal(3, 3))))
                .get(0),
        diagonal(1, 1 + 1e-6, 2),
        "the second derivative needs values that differ");

    private final UnaryOperator<Expr> function;
    private final DMatrixRMaj at;
    private final String rule;

    Refused(UnaryOperator<Expr> function, DMatrixRMaj at, String rule) {
      this.function = function;
      this.at = at;
      this.rule = rule;
    }
  }

  private static Expr weighted(Expr vectors) {
    return vectors.elementMult(constant(normal(vectors.rows(), vectors.cols()))).elementSum();
  }

  /** Q a Q' by a turn of the plane, so that gaps are rounded like everything else. */
  private static Expr turned(Expr a) {
    Expr q = constant(new double[][] {{.6, -.8, 0}, {.8, .6, 0}, {0, 0, 1}});
    return q.mult(a).mult(q.transpose());
  }

  private static DMatrixRMaj diagonal(double... values) {
    DMatrixRMaj diagonal = new DMatrixRMaj(values.length, values.length);
    for (int i = 0; i < values.length; i++) {
      diagonal.set(i, i, values[i]);
    }
    return diagonal;
  }

  private static DMatrixRMaj inFloat(UnaryOperator<Expr> function, DMatrixRMaj at) {
    Expr a = input("a", at.numRows, at.numCols);
    Expr y = function.apply(a);
    return compile(y, Updates.NONE, Precision.FLOAT32).workspace().set(a, at).run().value(y);
  }

  @ParameterizedTest
  @EnumSource(Refused.class)
  void whatIsRoundingErrorInFloat_isRefused(Refused refused) {
    OpFailedException thrown =
        assertThrows(OpFailedException.class, () -> inFloat(refused.function, refused.at));
    assertTrue(thrown.toString().contains(refused.rule), thrown::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 12, 30})
  void pseudoInverse_ofLessThanFullRank_isThatOfTheRankInDouble(int n) {
    Expr left = constant(normal(n + 3, 1));
    Expr right = constant(normal(1, n));
    DMatrixRMaj a = left.mult(right).evaluate();
    DMatrixRMaj expected = constant(a).pseudoInverse().evaluate();
    DMatrixRMaj actual = inFloat(Expr::pseudoInverse, a);
    for (int i = 0; i < expected.getNumElements(); i++) {
      // Rounding a and the result to float moves each by a share of 1e-7 of the largest.
      assertEquals(expected.data[i], actual.data[i], 1e-6 * largest(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-3, 1e3})
  void gradientOfTheDeterminant_ofASingularMatrix_isRight(double scale) {
    UnaryOperator<Expr> cofactors = a -> gradients(a.scale(scale).determinant(), a).get(0);
    Expr a = input("a", 3, 3);
    Expr y = cofactors.apply(a);
    DMatrixRMaj expected = compile(y).workspace().set(a, SINGULAR).run().value(y);
    DMatrixRMaj actual = inFloat(cofactors, SINGULAR);
    for (int i = 0; i < 9; i++) {
      // Products of two numbers that were rounded to float, less another.
      assertEquals(expected.data[i], actual.data[i], 1e-5 * largest(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 3e-4})
  void derivativeOfVectors_atAGapThatFloatCanTell_isRightAsFarAsTheGapIsKnown(double gap) {
    UnaryOperator<Expr> slope =
        a -> gradients(weighted(turned(a).symmetricEigenvectors()), a).get(0);
    Expr a = input("a", 3, 3);
    Expr y = slope.apply(a);
    DMatrixRMaj at = diagonal(1, 1 + gap, 2);
    DMatrixRMaj expected = compile(y).workspace().set(a, at).run().value(y);
    DMatrixRMaj actual = inFloat(slope, at);
    for (int i = 0; i < 9; i++) {
      assertEquals(expected.data[i], actual.data[i], 1e-6 / gap * largest(expected));
    }
  }

  private static double largest(DMatrixRMaj values) {
    double largest = 0;
    for (int i = 0; i < values.getNumElements(); i++) {
      largest = Math.max(largest, Math.abs(values.data[i]));
    }
    return largest;
  }
}
