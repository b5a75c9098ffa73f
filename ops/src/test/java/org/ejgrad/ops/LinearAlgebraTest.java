// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Solves, inverses, determinants and Cholesky factors against closed forms and at their edges. */
class LinearAlgebraTest {
  /** Numbers of size ten, some ten roundings of 1e-16 each. */
  private static final double TOLERANCE = 1e-13;

  private static final double[][] SINGULAR = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};

  @Test
  void solve_secondOrder_factorsOnce() {
    Expr a = input("a", 3, 3);
    Expr b = input("b", 3, 2);
    Expr loss = a.solve(b).square().elementSum().plus(a.determinant()).plus(a.logDeterminant());
    List<Expr> first = gradients(loss, a, b);
    Expr curvature = first.get(0).square().elementSum().plus(first.get(1).square().elementSum());
    List<Expr> results = new ArrayList<>(first);
    results.addAll(gradients(curvature, a, b));
    results.add(a.transpose().solve(b));
    results.add(a.invert());
    assertEquals(1, instructions("lu(", results));
  }

  @Test
  void solveSPD_secondOrder_factorsOnce() {
    Expr a = input("a", 3, 3);
    Expr b = input("b", 3, 2);
    Expr loss = a.solveSPD(b).square().elementSum().plus(a.logDeterminantSPD());
    Expr first = gradients(loss, a).get(0);
    Expr second = gradients(first.square().elementSum(), a).get(0);
    assertEquals(1, instructions("cholesky(", List.of(loss, first, second)));
  }

  @Test
  void parts_valuesAndVectorsAndGradients_factorOnce() {
    Expr a = input("a", 4, 3);
    Expr s = input("s", 3, 3);
    Expr ofSvd = a.singularValues().elementSum().plus(a.leftSingularVectors().cos().elementSum());
    Expr ofEigen = s.symmetricEigenvalues().dot(s.symmetricEigenvectors().sumRows());
    Expr ofQr = a.qrQ().cos().elementSum().plus(a.qrR().cos().elementSum());
    List<Expr> results = gradients(ofSvd.plus(ofEigen).plus(ofQr), a, s);
    assertEquals(1, instructions("svd(", results));
    assertEquals(1, instructions("symmetricEigen(", results));
    assertEquals(1, instructions("qr(", results));
  }

  @Test
  void invert_gradient_isTheClosedForm() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{2, 1}, {1, 1}});
    // The inverse is {{1, -1}, {-1, 2}}; d sum / d a = -(row sums of it) by (column sums), flipped.
    DMatrixRMaj g = Autograd.grad(x -> x.invert().elementSum()).at(a);
    assertMatrix(new double[][] {{0, 0}, {0, -1}}, g);
  }

  @Test
  void solve_gradient_isTheClosedForm() {
    Expr a = input("a", 2, 2);
    Expr b = input("b", 2, 1);
    List<Expr> g = gradients(a.solve(b).elementSum(), a, b);
    Workspace run = Autograd.compile(g, Updates.NONE).workspace();
    run.set(a, new DMatrixRMaj(new double[][] {{2, 0}, {0, 4}}));
    run.set(b, new DMatrixRMaj(new double[][] {{2}, {8}}));
    run.run();
    // x = (1, 2), bBar = (1/2, 1/4), aBar = -bBar x'.
    assertMatrix(new double[][] {{-0.5, -1}, {-0.25, -0.5}}, run.value(g.get(0)));
    assertMatrix(new double[][] {{0.5}, {0.25}}, run.value(g.get(1)));
  }

  @Test
  void determinant_ofASingularMatrix_hasTheCofactorsAsGradient() {
    DMatrixRMaj a = new DMatrixRMaj(SINGULAR);
    double[][] cofactors = {{-3, 6, -3}, {6, -12, 6}, {-3, 6, -3}};
    assertMatrix(cofactors, Autograd.grad((Expr x) -> x.determinant()).at(a));
    // Of rank 1 all minors are 0.
    DMatrixRMaj outer = new DMatrixRMaj(new double[][] {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}});
    assertMatrix(new double[3][3], Autograd.grad((Expr x) -> x.determinant()).at(outer));
    assertEquals(0, constant(SINGULAR).determinant().evaluate().get(0), TOLERANCE);
  }

  /** Where the determinant, the inverse or both leave the range of numbers, cofactors may not. */
  @Test
  void determinant_outOfRange_hasItsGradientAndCurvature() {
    double[][][] diagonals = {
      {{1e200, 1e200}, {1e200, 1e200}},
      {{1e-200, 3e-200}, {3e-200, 1e-200}},
      {{2e200, -1e-200}, {-1e-200, 2e200}},
      {{1e300, 1e300, 1e-300}, {1, 1, Double.POSITIVE_INFINITY}},
      {{1e250, 1e-250, 1e250, 1e-250}, {1e-250, 1e250, 1e-250, 1e250}},
      {{0, 1e200}, {1e200, 0}},
      {{Double.MIN_NORMAL / 4, 8}, {8, Double.MIN_NORMAL / 4}}
    };
    for (double[][] diagonal : diagonals) {
      int n = diagonal[0].length;
      DMatrixRMaj a = Plain.matrix(n, n, (i, j) -> i == j ? diagonal[0][i] : 0);
      DMatrixRMaj g = Autograd.grad((Expr x) -> x.determinant()).at(a);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double expected = i == j ? diagonal[1][i] : 0;
          assertEquals(expected, g.get(i, j), 1e-14 * Math.min(1e300, Math.abs(expected)));
        }
      }
    }
    double[][] curvature = {{0, 0, 0, 1}, {0, 0, -1, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}};
    for (double size : new double[] {1e200, 1e-200}) {
      DMatrixRMaj a = Plain.matrix(2, 2, (i, j) -> i == j ? size : 0);
      assertMatrix(curvature, Autograd.hessian((Expr x) -> x.determinant()).at(a));
    }
  }

  @Test
  void invertAndItsKin_whoseGradientsOverflow_giveInfinityAndNoNan() {
    DMatrixRMaj small = new DMatrixRMaj(new double[][] {{1e-160, 0}, {0, 2e-160}});
    Expr one = constant(new double[][] {{1, 0}, {0, 1}});
    List<UnaryOperator<Expr>> inverses =
        List.of(Expr::invert, Expr::pseudoInverse, x -> x.leastSquares(one));
    for (UnaryOperator<Expr> inverse : inverses) {
      DMatrixRMaj g = Autograd.grad(x -> inverse.apply(x).elementSum()).at(small);
      for (int i = 0; i < 4; i++) {
        assertEquals(Double.NEGATIVE_INFINITY, g.data[i]);
      }
      DMatrixRMaj ofFirst =
          Autograd.grad(x -> inverse.apply(x).extractMatrix(0, 1, 0, 1)).at(small);
      assertMatrix(new double[][] {{Double.NEGATIVE_INFINITY, 0}, {0, 0}}, ofFirst);
    }
  }

  @Test
  void determinant_ofPermutations_hasTheirSigns() {
    double[][] cycle = {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
    double[][] swap = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
    assertEquals(1, constant(cycle).determinant().evaluate().get(0));
    assertEquals(-1, constant(swap).determinant().evaluate().get(0));
    assertEquals(0, constant(swap).logDeterminant().evaluate().get(0));
  }

  @Test
  void determinant_whosePivotsOverflowOnTheWay_isExact() {
    double[][] large = {{-4e200, 0, 0, 0}, {0, 1e200, 0, 0}, {0, 0, 1e-200, 0}, {0, 0, 0, 1e-200}};
    assertEquals(-4, constant(large).determinant().evaluate().get(0), TOLERANCE);
    double[][] tooLarge = {{-4e200, 0}, {0, 1e200}};
    double negative = constant(tooLarge).determinant().evaluate().get(0);
    assertEquals(Double.NEGATIVE_INFINITY, negative);
    double[][] tooSmall = {{1e-200, 0}, {0, 1e-200}};
    assertEquals(0, constant(tooSmall).determinant().evaluate().get(0));
    double[][] denormal = {{3 * Double.MIN_VALUE, 0}, {0, 1}};
    assertEquals(3 * Double.MIN_VALUE, constant(denormal).determinant().evaluate().get(0));
  }

  @Test
  void determinant_secondOrderOfASingularMatrix_isRefused() {
    Expr a = constant(SINGULAR);
    Expr first = gradients(a.determinant(), a).get(0);
    Expr second = gradients(first.square().elementSum(), a).get(0);
    assertRefused(second, "determinant made at ", "must not be singular, got pivot 2");
  }

  @Test
  void logDeterminant_whereTheDeterminantUnderflows_isFinite() {
    int n = 400;
    DMatrixRMaj small = Plain.matrix(n, n, (i, j) -> i == j ? 0.01 : 0);
    assertEquals(0, constant(small).determinant().evaluate().get(0));
    double expected = n * Math.log(0.01);
    assertEquals(expected, constant(small).logDeterminant().evaluate().get(0), 1e-10);
    assertEquals(expected, constant(small).logDeterminantSPD().evaluate().get(0), 1e-10);
  }

  @Test
  void cholesky_gradient_isTheClosedForm() {
    // l21 = a21 / sqrt(a11), where a21 is half of each of the two elements.
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{4, 2}, {2, 5}});
    DMatrixRMaj g = Autograd.grad(x -> x.cholesky().extractMatrix(1, 2, 0, 1)).at(a);
    assertMatrix(new double[][] {{-2.0 / 16, 0.25}, {0.25, 0}}, g);
  }

  @Test
  void symmetricMethods_ofAMatrixThatIsNot_takeItsSymmetricPartAndGiveSymmetricGradients() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{4, 3}, {1, 5}});
    DMatrixRMaj s = new DMatrixRMaj(new double[][] {{4, 2}, {2, 5}});
    List<UnaryOperator<Expr>> methods =
        List.of(
            Expr::cholesky,
            Expr::invertSPD,
            Expr::logDeterminantSPD,
            Expr::symmetricEigenvalues,
            Expr::symmetricEigenvectors,
            x -> x.solveSPD(constant(new double[][] {{1}, {2}})));
    for (UnaryOperator<Expr> method : methods) {
      DMatrixRMaj expected = method.apply(constant(s)).evaluate();
      assertArray(expected, method.apply(constant(a)).evaluate());
      DMatrixRMaj g = Autograd.grad(x -> method.apply(x).square().cos().elementSum()).at(a);
      assertEquals(g.get(0, 1), g.get(1, 0), TOLERANCE);
    }
  }

  @Test
  void solve_singular_isRefusedWithOpPivotLineAndRemedy() {
    Expr y = constant(SINGULAR).solve(constant(new double[][] {{1}, {2}, {3}}));
    assertRefused(
        y,
        "solve(..) 3x1: ",
        "got pivot 2 = ",
        "a reciprocal condition number of about ",
        "use pseudoInverse or leastSquares",
        ", at ");
    Expr inverse = constant(new double[2][2]).invert();
    assertRefused(
        inverse,
        "invert of constant 2x2: ",
        "got pivot 0 = 0.0, which is 0.0 of the numbers",
        "condition number of about 0.0;");
  }

  @Test
  void solve_nearlySingular_isRefusedWhereNoDigitIsLeftOnly() {
    Expr ones = constant(Plain.matrix(20, 1, (i, j) -> 1));
    Expr tooNear = constant(Plain.matrix(20, 20, (i, j) -> 1.0 / (i + j + 1)));
    assertRefused(tooNear.solve(ones), "solve", "E-");
    // Hilbert's matrix of 8 has the condition 3.4e10: six digits are left.
    DMatrixRMaj hilbert = Plain.matrix(8, 8, (i, j) -> 1.0 / (i + j + 1));
    DMatrixRMaj sums = Plain.matrix(8, 1, (i, j) -> Plain.sum(Plain.row(hilbert, i)));
    DMatrixRMaj x = constant(hilbert).solve(constant(sums)).evaluate();
    for (int i = 0; i < 8; i++) {
      assertEquals(1, x.get(i), 1e-5);
    }
    // Of condition 1e19, yet every digit of the solution is right: 2^k.
    int n = 60;
    Expr steep = constant(Plain.matrix(n, n, (i, j) -> i == j ? 1 : i < j ? -1 : 0));
    Expr last = constant(Plain.matrix(n, 1, (i, j) -> i == n - 1 ? 1 : 0));
    assertEquals(Math.scalb(1.0, n - 2), steep.solve(last).evaluate().get(0));
  }

  /**
   * Of ranks below n: pivots are some roundings, more than n of them in one of fifty. Inverses that
   * were accepted had condition numbers of 1e16 and more.
   */
  @Test
  void exactlySingularMatrices_areRefused_howeverRoundingLeavesTheirPivots() {
    for (long seed = 1; seed <= 2000; seed++) {
      int n = 2 + (int) (seed % 9);
      DMatrixRMaj left = wholeNumbers(seed, n, n - 1);
      DMatrixRMaj a = constant(left).mult(constant(wholeNumbers(-seed, n - 1, n))).evaluate();
      DMatrixRMaj gram = constant(left).mult(constant(left).transpose()).evaluate();
      assertRefused(constant(a).invert(), "", "must not be singular");
      assertRefused(constant(a).logDeterminant(), "", "must not be singular");
      assertRefused(constant(gram).invertSPD(), "", "must be symmetric positive definite");
      Expr ones = constant(Plain.matrix(n, 1, (i, j) -> 1));
      assertRefused(constant(a).leastSquares(ones), "", "columns must be independent");
    }
  }

  /** Of 2 columns, of length 1, at an angle: half of the digits are left, and at 1e-16 none. */
  @Test
  void leastSquares_ofColumnsNearOneAnother_isRefusedWhereNoDigitIsLeftOnly() {
    double angle = 1e-9;
    Expr near = constant(new double[][] {{1, Math.cos(angle)}, {0, Math.sin(angle)}, {0, 0}});
    DMatrixRMaj x = near.leastSquares(near.mult(constant(new double[][] {{3}, {2}}))).evaluate();
    assertEquals(3, x.get(0), 1e-6);
    assertEquals(2, x.get(1), 1e-6);
    // Column 0 in all others, of which none is in those before it.
    double[][] triangle = new double[60][60];
    for (int i = 0; i < 60; i++) {
      for (int j = i; j < 60; j++) {
        triangle[i][j] = i == j ? 1 : -1;
      }
    }
    triangle[59][59] = 1e-8;
    assertRefused(
        constant(triangle).leastSquares(constant(triangle)),
        "leastSquares of ",
        "got column 0, of which all but ",
        "E-",
        "lies in the other columns");
  }

  private static DMatrixRMaj wholeNumbers(long seed, int rows, int cols) {
    DMatrixRMaj x = CounterRandom.of(seed).uniform(rows, cols, -6.5, 6.5);
    return Plain.matrix(rows, cols, (i, j) -> Math.rint(x.get(i, j)));
  }

  @Test
  void factor_ofSeveralMethods_isNamedByTheFirst() {
    Expr nan = constant(new double[][] {{1, Double.NaN}, {2, 1}});
    Expr both = nan.determinant().plus(nan.logDeterminant());
    assertEquals(1, instructions("lu(", List.of(both)));
    assertRefused(
        both, "determinant of constant 2x2: ", "must hold finite numbers, got NaN at (0, 1)");
  }

  @Test
  void methods_inFloat_areComputedInDoubleAndSayIt() {
    Expr a = input("a", 3, 3);
    List<Expr> results =
        List.of(
            a.solve(a),
            a.determinant(),
            a.logDeterminant(),
            a.solveSPD(a),
            a.cholesky(),
            a.leastSquares(a),
            a.pseudoInverse(),
            a.qrR(),
            a.singularValues(),
            a.symmetricEigenvalues(),
            a.solveTriangular(Triangle.LOWER, a));
    String text = Autograd.compile(results, Updates.NONE, Precision.FLOAT32).text();
    List<String> ops =
        List.of(
            "lu",
            "solve",
            "determinant",
            "logDeterminant",
            "cholesky",
            "solveSPD",
            "fullRankQr",
            "pseudoInverse",
            "qr",
            "svd",
            "symmetricEigen",
            "solveTriangular[LOWER]");
    for (String op : ops) {
      List<String> lines = text.lines().filter(line -> line.contains(" = " + op + "(")).toList();
      assertFalse(lines.isEmpty(), () -> op + " in " + text);
      for (String line : lines) {
        // A program keeps numbers of 1x1 in double.
        assertTrue(line.matches(".*, (computed in|a) double"), line);
      }
    }
  }

  @Test
  void solve_badlyScaledButRegular_isExact() {
    Expr a = constant(new double[][] {{1e-200, 0}, {0, 1e100}});
    DMatrixRMaj x = a.solve(constant(new double[][] {{3e-200}, {2e100}})).evaluate();
    assertMatrix(new double[][] {{3}, {2}}, x);
  }

  @Test
  void solveTriangular_otherHalf_isNotReadAndHasNoGradient() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{2, Double.NaN}, {1, 4}});
    Expr b = constant(new double[][] {{2}, {9}});
    assertMatrix(
        new double[][] {{1}, {2}}, constant(a).solveTriangular(Triangle.LOWER, b).evaluate());
    DMatrixRMaj g = Autograd.grad(x -> x.solveTriangular(Triangle.LOWER, b).elementSum()).at(a);
    assertEquals(0, g.get(0, 1));
    assertTrue(Double.isFinite(g.get(1, 0)));
  }

  @Test
  void solveTriangular_transposedTriangle_becomesAFlag() {
    Expr a = input("a", 3, 3);
    Expr y = a.transpose().solveTriangular(Triangle.UPPER, input("b", 3, 1));
    String text = Autograd.compile(y).text();
    assertTrue(text.contains("solveTriangular[LOWER, transposed]"), text);
    assertFalse(text.contains("transpose("), text);
  }

  @Test
  void trace_readsTheDiagonalOnly() {
    double inf = Double.POSITIVE_INFINITY;
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1, inf}, {Double.NaN, 2}});
    assertEquals(3, constant(a).trace().evaluate().get(0));
    assertMatrix(new double[][] {{1, 0}, {0, 1}}, Autograd.grad((Expr x) -> x.trace()).at(a));
  }

  @Test
  void solveAndInvert_thirdOrder_agreeWithDifferences() {
    DMatrixRMaj a = Domain.DOMINANT.matrix(Shape.of(3, 3), 0, 5);
    DMatrixRMaj b = GradientCheck.normal(3, 2);
    UnaryOperator<Expr> slope =
        x -> gradients(x.solve(constant(b)).square().elementSum(), x).get(0);
    GradientCheck.of(slope).at(a).order(2).verify();
    UnaryOperator<Expr> ofInverse = x -> gradients(x.invert().square().elementSum(), x).get(0);
    GradientCheck.of(ofInverse).at(a).order(2).verify();
    UnaryOperator<Expr> ofSpd = x -> gradients(x.invertSPD().square().elementSum(), x).get(0);
    GradientCheck.of(ofSpd).at(a).order(2).verify();
  }

  static void assertRefused(Expr y, String op, String... parts) {
    OpFailedException failure = assertThrows(OpFailedException.class, y::evaluate);
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith(op), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  static void assertMatrix(double[][] expected, DMatrixRMaj actual) {
    assertArray(new DMatrixRMaj(expected), actual);
  }

  private static void assertArray(DMatrixRMaj expected, DMatrixRMaj actual) {
    assertEquals(Shape.of(expected), Shape.of(actual));
    double[] numbers = Arrays.copyOf(actual.data, actual.getNumElements());
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(expected.data[i], numbers[i], TOLERANCE, () -> Arrays.toString(numbers));
    }
  }

  private static long instructions(String op, List<Expr> results) {
    String text = Autograd.compile(results, Updates.NONE).text();
    return text.lines().filter(line -> line.contains(" = " + op)).count();
  }
}
