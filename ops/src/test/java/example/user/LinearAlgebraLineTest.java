// SPDX-License-Identifier: Apache-2.0
package example.user;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.ops.Expr;
import org.junit.jupiter.api.Test;

/** Matrices that a method refuses when run: the message names the line that called the method. */
class LinearAlgebraLineTest {
  private static final Expr SINGULAR = constant(new double[][] {{1, 2}, {2, 4}});
  private static final Expr INDEFINITE = constant(new double[][] {{1, 2}, {2, 1}});
  private static final Expr NAN = constant(new double[][] {{1, Double.NaN}, {2, 1}});
  private static final Expr EQUAL = constant(new double[][] {{3, 0}, {0, 3}});

  private record Refused(String op, int line, Supplier<Expr> program) {}

  @Test
  void refusedMatrices_areReportedWithTheLineOfTheCall() {
    List<Refused> all =
        List.of(
            new Refused("solve", line(), () -> SINGULAR.solve(EQUAL)),
            new Refused("solve", line(), () -> SINGULAR.invert()),
            new Refused("logDeterminant", line(), () -> SINGULAR.logDeterminant()),
            new Refused("lu", line(), () -> NAN.determinant()),
            new Refused("cholesky", line(), () -> INDEFINITE.cholesky()),
            new Refused("cholesky", line(), () -> INDEFINITE.solveSPD(EQUAL)),
            new Refused("cholesky", line(), () -> INDEFINITE.invertSPD()),
            new Refused("cholesky", line(), () -> INDEFINITE.logDeterminantSPD()),
            new Refused("fullRankQr", line(), () -> SINGULAR.leastSquares(EQUAL)),
            new Refused("qr", line(), () -> NAN.qrR()),
            new Refused("svd", line(), () -> NAN.singularValues()),
            new Refused("pseudoInverse", line(), () -> NAN.pseudoInverse()),
            new Refused("symmetricEigen", line(), () -> NAN.symmetricEigenvalues()),
            new Refused("normAtMost", line(), () -> EQUAL.matrixExp(2)));
    for (Refused one : all) {
      String message = message(one.program.get());
      assertTrue(message.startsWith(one.op), message);
      assertTrue(message.contains("(LinearAlgebraLineTest.java:" + one.line + ")"), message);
    }
  }

  @Test
  void vectorsOfEqualValues_areReportedWithTheLinesOfTheVectorsAndOfTheGradient() {
    int vectors = line() + 1;
    Expr v = EQUAL.symmetricEigenvectors();
    int gradient = line() + 1;
    Expr g = gradients(v.cos().elementSum(), EQUAL).get(0);
    String message = message(g);
    assertTrue(
        message.matches(
            "(?s)inverseGaps.*derivative of symmetricEigenvectors made at .*Test.java:"
                + vectors
                + ".*value 0 = 3.0 and value 1 = 3.0.*, at .*Test.java:"
                + gradient
                + ".*"),
        message);
  }

  private static String message(Expr y) {
    return String.valueOf(assertThrows(OpFailedException.class, y::evaluate).getMessage());
  }

  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst())
        .orElseThrow()
        .getLineNumber();
  }
}
