// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.LinearAlgebraTest.assertMatrix;
import static org.ejgrad.ops.LinearAlgebraTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

/** Eigenvalues, singular values, QR, pseudo-inverse and exponential: order, signs and edges. */
class SpectralTest {
  private static final double[][] REPEATED = {{2, 0, 0}, {0, 2, 0}, {0, 0, 5}};

  /** Some n = 20 roundings of 1e-16 of numbers below ten. */
  private static final double TOLERANCE = 1e-13;

  @Test
  void eigen_orderAndSigns_areFixed() {
    for (long seed = 1; seed <= 20; seed++) {
      Expr x = constant(CounterRandom.of(seed).normal(5, 5, 0, 1));
      DMatrixRMaj w = x.symmetricEigenvalues().evaluate();
      for (int i = 1; i < 5; i++) {
        assertTrue(w.get(i - 1) <= w.get(i));
      }
      assertLeadingEntriesPositive(x.symmetricEigenvectors().evaluate());
    }
  }

  /** All entries are of one size, and rounding errors do not choose among them. */
  @Test
  void signs_whereEntriesAreEqualInSize_areThoseOfTheFirst() {
    for (long seed = 1; seed <= 300; seed++) {
      DMatrixRMaj xy = CounterRandom.of(seed).normal(1, 2, 0, 1);
      Expr a = constant(Plain.matrix(2, 2, (i, j) -> xy.get(i == j ? 0 : 1)));
      for (Expr vectors : List.of(a.symmetricEigenvectors(), a.leftSingularVectors())) {
        DMatrixRMaj v = vectors.evaluate();
        assertTrue(v.get(0, 0) > 0 && v.get(0, 1) > 0, v::toString);
      }
    }
  }

  @Test
  void svd_orderAndSigns_areFixed() {
    int[][] sizes = {{5, 3}, {3, 5}, {4, 4}, {40, 7}};
    for (int[] size : sizes) {
      Expr x = constant(CounterRandom.of(3).normal(size[0], size[1], 0, 1));
      DMatrixRMaj s = x.singularValues().evaluate();
      for (int i = 1; i < s.numRows; i++) {
        assertTrue(s.get(i - 1) >= s.get(i) && s.get(i) >= 0);
      }
      assertLeadingEntriesPositive(x.leftSingularVectors().evaluate());
    }
  }

  @Test
  void valuesAndVectors_ofMatricesAtTheEndsOfTheRange_areThoseOfTheMatrixScaled() {
    DMatrixRMaj a = CounterRandom.of(7).normal(4, 4, 0, 1);
    for (int exponent : new int[] {-1000, 1020}) {
      DMatrixRMaj scaled = a.copy();
      CommonOps_DDRM.scale(Math.scalb(1.0, exponent), scaled);
      for (UnaryOperator<Expr> values :
          List.<UnaryOperator<Expr>>of(Expr::symmetricEigenvalues, Expr::singularValues)) {
        DMatrixRMaj expected = values.apply(constant(a)).evaluate();
        CommonOps_DDRM.scale(Math.scalb(1.0, exponent), expected);
        assertArrayEquals(expected.data, values.apply(constant(scaled)).evaluate().data);
        assertArrayEquals(
            grad(x -> values.apply(x).elementSum()).at(a).data,
            grad(x -> values.apply(x).elementSum()).at(scaled).data);
      }
      assertArrayEquals(
          constant(a).symmetricEigenvectors().evaluate().data,
          constant(scaled).symmetricEigenvectors().evaluate().data);
    }
  }

  @Test
  void values_ofDenormalNumbers_andOfSizesFarApart_areExact() {
    double tiny = Double.MIN_VALUE;
    Expr a = constant(new double[][] {{2 * tiny, 0}, {0, 5 * tiny}});
    assertArrayEquals(new double[] {2 * tiny, 5 * tiny}, a.symmetricEigenvalues().evaluate().data);
    assertArrayEquals(new double[] {5 * tiny, 2 * tiny}, a.singularValues().evaluate().data);
    for (double size : new double[] {1e160, 1e200, 1e300}) {
      Expr far = constant(new double[][] {{size, 0}, {0, 1 / size}});
      double[] descending = {size, 1 / size};
      assertArrayEquals(descending, far.singularValues().evaluate().data);
      double[] ascending = {1 / size, size};
      assertArrayEquals(ascending, far.symmetricEigenvalues().evaluate().data);
    }
  }

  @Test
  void eigenvalues_repeated_haveAFiniteGradientWithoutGaps() {
    DMatrixRMaj a = new DMatrixRMaj(REPEATED);
    // The sum of squares is that of the elements.
    DMatrixRMaj g = grad(x -> x.symmetricEigenvalues().square().elementSum()).at(a);
    assertMatrix(new double[][] {{4, 0, 0}, {0, 4, 0}, {0, 0, 10}}, g);
    Expr x = Autograd.input("x", 3, 3);
    Expr first = Autograd.gradients(x.symmetricEigenvalues().elementSum(), x).get(0);
    assertFalse(Autograd.compile(first).text().contains("divideByGaps"));
    Expr ofSvd = Autograd.gradients(x.singularValues().elementSum(), x).get(0);
    assertFalse(Autograd.compile(ofSvd).text().contains("divideByGaps"));
    assertMatrix(
        new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        grad(z -> z.singularValues().elementSum()).at(a));
  }

  @Test
  void vectors_ofRepeatedValues_areRefusedWithOpValuesAndLine() {
    Expr x = constant(REPEATED);
    Expr ofEigen = Autograd.gradients(x.symmetricEigenvectors().cos().elementSum(), x).get(0);
    assertRefused(
        ofEigen,
        "symmetricEigenvectors made at ",
        "the derivative needs values that differ",
        "got value 0 = 2.0 and value 1 = 2.0",
        ", at ");
    Expr ofSvd = Autograd.gradients(x.rightSingularVectors().cos().elementSum(), x).get(0);
    assertRefused(ofSvd, "rightSingularVectors made at ", "values that differ");
    Expr near = constant(new double[][] {{1, 0}, {0, 1 + 1e-12}});
    Expr ofNear = Autograd.gradients(near.symmetricEigenvectors().cos().elementSum(), near).get(0);
    assertRefused(ofNear, "symmetricEigenvectors made at ", "values that differ");
  }

  /** Vectors do not change with the size of a matrix, so gradients are those of size 1, divided. */
  @Test
  void vectorsAndNorms_ofLargeAndSmallMatrices_haveScaledGradients() {
    double[][] plain = {{1, 0.1}, {0.3, 2}, {-0.2, 0.4}};
    List<UnaryOperator<Expr>> functions =
        List.of(
            x -> x.leftSingularVectors().cos().elementSum(),
            x -> x.rightSingularVectors().cos().elementSum(),
            x -> x.transpose().mult(constant(plain)).symmetricEigenvectors().cos().elementSum(),
            x -> Autograd.gradients(x.normP2(), x).get(0).cos().elementSum());
    for (UnaryOperator<Expr> function : functions) {
      DMatrixRMaj expected = grad(function).at(new DMatrixRMaj(plain));
      for (int power : new int[] {532, 665, 1000, -532, -665, -1000}) {
        DMatrixRMaj a = Plain.matrix(3, 2, (i, j) -> Math.scalb(plain[i][j], power));
        DMatrixRMaj g = grad(function).at(a);
        for (int i = 0; i < 6; i++) {
          assertEquals(expected.data[i], Math.scalb(g.data[i], power), 1e-12);
        }
      }
    }
  }

  @Test
  void values_repeated_refuseSecondDerivativesInTheirOwnName() {
    DMatrixRMaj one = CommonOps_DDRM.identity(2);
    List<UnaryOperator<Expr>> functions =
        List.of(
            x -> x.symmetricEigenvalues().square().elementSum(),
            x -> x.singularValues().square().elementSum(),
            x -> x.normP2());
    List<String> names = List.of("symmetricEigenvalues", "singularValues", "normP2");
    for (int k = 0; k < 3; k++) {
      UnaryOperator<Expr> function = functions.get(k);
      OpFailedException failure =
          assertThrows(OpFailedException.class, () -> Autograd.hessian(function).at(one));
      String message = String.valueOf(failure.getMessage());
      assertTrue(message.startsWith(names.get(k) + " made at "), message);
      assertTrue(message.contains("the second derivative needs values that differ"), message);
      assertTrue(message.contains("as by trace or normF"), message);
    }
  }

  @Test
  void vectors_ofASingularValueOfZero_areRefused() {
    Expr x = constant(new double[][] {{1, 0}, {0, 0}, {0, 0}});
    Expr g = Autograd.gradients(x.leftSingularVectors().cos().elementSum(), x).get(0);
    assertRefused(g, "leftSingularVectors made at ", "not 0, got value 1 = 0.0");
  }

  @Test
  void leadingVectors_whereTheOthersRepeat_haveTheirGradient() {
    // The largest value is the last of eigenvalues, and the first of singular values.
    UnaryOperator<Expr> ofEigen = x -> x.symmetricEigenvectors().extractMatrix(0, 3, 2, 3).cos();
    GradientCheck.of(ofEigen).at(new DMatrixRMaj(REPEATED)).verify();
    double[][] tall = {{0.5, 4, 0}, {2, 0, 0}, {0, 0, 0}, {0, 3, 0}};
    DMatrixRMaj withZero = new DMatrixRMaj(tall);
    UnaryOperator<Expr> left = x -> x.leftSingularVectors().extractMatrix(0, 4, 0, 1).cos();
    GradientCheck.of(left).at(withZero).verify();
    UnaryOperator<Expr> right = x -> x.rightSingularVectors().extractMatrix(0, 3, 0, 1).cos();
    GradientCheck.of(right).at(withZero).verify();
  }

  @Test
  void normP2_isTheLargestSingularValue_ofVectorsTheirLength() {
    assertEquals(5, constant(new double[][] {{3, 0}, {0, -5}}).normP2().evaluate().get(0), 1e-15);
    assertEquals(5, constant(new double[][] {{3}, {4}}).normP2().evaluate().get(0), 1e-15);
    double c = Math.cos(1);
    double s = Math.sin(1);
    assertEquals(1, constant(new double[][] {{c, -s}, {s, c}}).normP2().evaluate().get(0), 1e-15);
  }

  @Test
  void normP2_atZeroAndWhereValuesRepeat_hasASubgradient() {
    assertMatrix(new double[3][2], grad(x -> x.normP2()).at(new DMatrixRMaj(3, 2)));
    double third = 1.0 / 3;
    assertMatrix(
        new double[][] {{third, 0, 0}, {0, third, 0}, {0, 0, third}},
        grad(x -> x.normP2()).at(CommonOps_DDRM.identity(3)));
    assertMatrix(
        new double[][] {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}},
        grad(x -> x.normP2()).at(new DMatrixRMaj(REPEATED)));
    // A rotation: its values are 1 but for rounding. Subgradients have trace norm 1 at most, and
    // their product with the matrix is the norm.
    DMatrixRMaj turned = constant(REPEATED).mult(constant(REPEATED)).qrQ().evaluate();
    DMatrixRMaj g = grad(x -> x.normP2()).at(turned);
    assertEquals(1, constant(g).dot(constant(turned)).evaluate().get(0), TOLERANCE);
    assertEquals(1, constant(g).singularValues().elementSum().evaluate().get(0), TOLERANCE);
  }

  @Test
  void normP2_secondOrder_needsNothingOfTheOtherValues() {
    // Of rank 1, of repeated smaller values, and of a shape that is not square.
    UnaryOperator<Expr> norm = x -> x.normP2();
    GradientCheck.of(norm).at(new DMatrixRMaj(REPEATED)).order(2).verify();
    DMatrixRMaj outer = new DMatrixRMaj(new double[][] {{1, 2}, {2, 4}, {3, 6}});
    GradientCheck.of(norm).at(outer).order(2).verify();
    GradientCheck.of(norm).at(Plain.flipped(outer)).order(2).verify();
    GradientCheck.of(norm).at(new DMatrixRMaj(new double[][] {{3, 0}, {0, 0}})).order(2).verify();
  }

  @Test
  void qr_ofDependentColumns_isRightAndOnlyItsGradientIsRefused() {
    List<double[][]> samples =
        List.of(
            new double[][] {{1, 2}, {2, 4}, {3, 6}},
            new double[][] {{0, 1}, {0, 1}, {0, 2}},
            new double[][] {{-1, 2}, {-2, -1}});
    for (double[][] sample : samples) {
      Expr x = constant(sample);
      assertMatrix(sample, x.qrQ().mult(x.qrR()).evaluate());
      DMatrixRMaj r = x.qrR().evaluate();
      assertTrue(r.get(0, 0) >= 0 && r.get(1, 1) >= 0);
      DMatrixRMaj q = x.qrQ().evaluate();
      assertMatrix(new double[][] {{1, 0}, {0, 1}}, CommonOps_DDRM.multTransA(q, q, null));
    }
    Expr zero = constant(new double[][] {{0, 1}, {0, 1}});
    Expr g = Autograd.gradients(zero.qrR().cos().elementSum(), zero).get(0);
    assertRefused(g, "qrR made at ", "got column 0, which is 0");
  }

  @Test
  void leastSquares_ofALine_isTheRegression() {
    Expr x = constant(new double[][] {{1, 0}, {1, 1}, {1, 2}, {1, 3}});
    Expr y = constant(new double[][] {{1}, {3}, {5}, {7}});
    assertMatrix(new double[][] {{1}, {2}}, x.leastSquares(y).evaluate());
  }

  @Test
  void pseudoInverse_ofLackingRank_fulfilsPenroseAndDifferentiatesAlongTheRank() {
    double[][] outer = {{1, 2}, {2, 4}, {3, 6}};
    DMatrixRMaj p = constant(outer).pseudoInverse().evaluate();
    // a' / ||a||^2 for a of rank 1, whose Frobenius norm is its only singular value.
    double square = 70;
    assertMatrix(
        new double[][] {{1 / square, 2 / square, 3 / square}, {2 / square, 4 / square, 6 / square}},
        p);
    // u(t) v' keeps rank 1; its pseudo-inverse is v u' / (|u|^2 |v|^2).
    GradientCheck.of(u -> u.mult(constant(new double[][] {{1, 2}})).pseudoInverse())
        .at(new DMatrixRMaj(new double[][] {{1}, {2}, {3}}))
        .order(2)
        .verify();
    assertMatrix(new double[2][3], constant(new double[3][2]).pseudoInverse().evaluate());
  }

  @Test
  void matrixExp_ofInfiniteNumbers_isRefusedWithARemedyThatHelps() {
    Expr infinite = constant(new double[][] {{1, 2}, {Double.POSITIVE_INFINITY, 3}});
    assertRefused(infinite.matrixExp(5), "matrixExp", "finite numbers, got Infinity at (1, 0)");
    Expr large = constant(new double[][] {{1e308, 0}, {1e308, 0}});
    assertRefused(large.matrixExp(5), "matrixExp", "got Infinity in column 0; scale the matrix");
  }

  @Test
  void matrixExp_ofKnownMatrices_isExactForTightBoundsAndWideOnes() {
    double angle = 2;
    double[][] turn = {{0, -angle}, {angle, 0}};
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    double[][] rotation = {{c, -s}, {s, c}};
    assertMatrix(rotation, constant(turn).matrixExp(2).evaluate());
    assertMatrix(rotation, constant(turn).matrixExp(100).evaluate());
    // Nilpotent: I + a.
    double[][] shear = {{0, 1e3}, {0, 0}};
    assertMatrix(new double[][] {{1, 1e3}, {0, 1}}, constant(shear).matrixExp(1e3).evaluate());
    assertMatrix(
        new double[][] {{1, 0}, {0, 1}}, constant(new double[2][2]).matrixExp(1).evaluate());
  }

  @Test
  void factors_ofALargerMatrix_reproduceIt() {
    int n = 70;
    DMatrixRMaj a = CounterRandom.of(4).normal(n, n, 0, 1);
    Expr x = constant(a);
    Expr spd = x.mult(x.transpose()).plus(constant(CommonOps_DDRM.identity(n)));
    Expr eigen = spd.symmetricEigenvectors();
    Expr fromEigen =
        eigen.elementMult(spd.symmetricEigenvalues().transpose()).mult(eigen.transpose());
    Expr left = x.leftSingularVectors().elementMult(x.singularValues().transpose());
    Expr l = spd.cholesky();
    near(spd, l.mult(l.transpose()));
    near(spd, fromEigen);
    near(x, left.mult(x.rightSingularVectors().transpose()));
    near(x, x.qrQ().mult(x.qrR()));
    near(x, x.mult(x.solve(x)));
    near(spd, spd.mult(spd.solveSPD(spd)));
  }

  /** Backward errors of n = 70 roundings against the matrix's norm. */
  private static void near(Expr expected, Expr actual) {
    DMatrixRMaj want = expected.evaluate();
    DMatrixRMaj difference = new DMatrixRMaj(want.numRows, want.numCols);
    CommonOps_DDRM.subtract(want, actual.evaluate(), difference);
    double size = NormOps_DDRM.normF(want);
    assertEquals(0, NormOps_DDRM.normF(difference) / size, TOLERANCE);
  }

  private static void assertLeadingEntriesPositive(DMatrixRMaj vectors) {
    for (int j = 0; j < vectors.numCols; j++) {
      double length = 0;
      for (double entry : Plain.col(vectors, j)) {
        length += entry * entry;
      }
      assertEquals(1, PlainLinear.leadingSign(Plain.col(vectors, j)));
      assertEquals(1, length, TOLERANCE);
    }
  }
}
