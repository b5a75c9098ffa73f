// SPDX-License-Identifier: Apache-2.0
package example.user;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Triangle.LOWER;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Matrices that a method refuses when run: the message names the line that called the method. */
class LinearAlgebraLineTest {
  private static final Expr SINGULAR = constant(new double[][] {{1, 2}, {2, 4}});
  private static final Expr INDEFINITE = constant(new double[][] {{1, 2}, {2, 1}});
  private static final Expr NAN = constant(new double[][] {{1, Double.NaN}, {2, 1}});
  private static final Expr ZERO = constant(new double[][] {{1, 0}, {2, 0}});
  private static final Expr EQUAL = constant(new double[][] {{3, 0}, {0, 3}});

  private record Refused(String op, int line, Supplier<Expr> program) {}

  @Test
  void refusedMatrices_areReportedWithTheLineOfTheCall() {
    List<Refused> all =
        List.of(
            new Refused("solve", line(), () -> SINGULAR.solve(EQUAL)),
            new Refused("solve", line(), () -> NAN.solve(EQUAL)),
            new Refused("invert", line(), () -> SINGULAR.invert()),
            new Refused("invert", line(), () -> NAN.invert()),
            new Refused("logDeterminant", line(), () -> SINGULAR.logDeterminant()),
            new Refused("determinant", line(), () -> NAN.determinant()),
            new Refused("cholesky", line(), () -> INDEFINITE.cholesky()),
            new Refused("solveSPD", line(), () -> INDEFINITE.solveSPD(EQUAL)),
            new Refused("invertSPD", line(), () -> INDEFINITE.invertSPD()),
            new Refused("logDeterminantSPD", line(), () -> INDEFINITE.logDeterminantSPD()),
            new Refused("leastSquares", line(), () -> SINGULAR.leastSquares(EQUAL)),
            new Refused("solveTriangular", line(), () -> ZERO.solveTriangular(LOWER, EQUAL)),
            new Refused("qrR", line(), () -> NAN.qrR()),
            new Refused("singularValues", line(), () -> NAN.singularValues()),
            new Refused("normP2", line(), () -> NAN.normP2()),
            new Refused("pseudoInverse", line(), () -> NAN.pseudoInverse()),
            new Refused("symmetricEigenvalues", line(), () -> NAN.symmetricEigenvalues()),
            new Refused("matrixExp", line(), () -> EQUAL.matrixExp(2)));
    for (Refused one : all) {
      assertNames(one.op, one.line, message(one.program.get()));
    }
  }

  @Test
  void refusedMatrices_areNamedByTheUsersNames() {
    Expr a = input("a", 2, 2);
    for (UnaryOperator<Expr> method :
        List.<UnaryOperator<Expr>>of(Expr::cholesky, Expr::pseudoInverse, Expr::invert)) {
      Workspace run = compile(method.apply(a)).workspace().set(a, NAN.evaluate());
      String message = refused(run::run);
      assertTrue(message.matches("(?s)(cholesky|pseudoInverse|invert) of 'a' 2x2: .*"), message);
    }
    Workspace run = compile(a.mult(a).cholesky()).workspace().set(a, NAN.evaluate());
    String message = refused(run::run);
    assertTrue(message.startsWith("cholesky of mult(..) 2x2: "), message);
  }

  @Test
  void refusedMatrices_inLambdas_areReportedWithTheLineInTheLambda() {
    int inGrad = line() + 1;
    GradientFunction grad = grad(x -> x.invert().elementSum());
    assertNames("invert", inGrad, refused(() -> grad.at(SINGULAR.evaluate())));

    int inStream = line() + 1;
    List<Expr> mapped = Stream.of(INDEFINITE).map(a -> a.solveSPD(EQUAL)).toList();
    assertNames("solveSPD", inStream, message(mapped.get(0)));

    // A method reference has no line of its own: that of the call that needs it stands for it.
    int ofReference = line() + 1;
    String message = refused(() -> jacobian(Expr::pseudoInverse).at(NAN.evaluate()));
    assertNames("pseudoInverse", ofReference, message);
  }

  @Test
  void refusedMatrices_insideControlAndCheckpoints_areReportedWithTheLineInside() {
    int inBranch = line() + 1;
    Expr branch = cond(constant(1), a -> a.invert(), a -> a, SINGULAR);
    String message = message(branch);
    assertTrue(message.startsWith("cond(..) 2x2: invert of 'argument1' 2x2: "), message);
    assertTrue(message.contains("(LinearAlgebraLineTest.java:" + inBranch + ")"), message);

    int inCheckpoint = line() + 1;
    Expr checkpoint = checkpoint(a -> a.cholesky(), INDEFINITE);
    message = message(checkpoint);
    assertTrue(message.contains("cholesky of constant 2x2: the matrix must be symmetric"), message);
    assertTrue(message.contains("(LinearAlgebraLineTest.java:" + inCheckpoint + ")"), message);
  }

  @Test
  void gradientsThatAreRefused_nameTheMethodItsLineAndThatOfTheGradient() {
    Expr a = input("a", 2, 2);
    int line = line() + 1;
    Expr y = a.logDeterminant();
    Expr g = gradients(y, a).get(0);
    Workspace run = compile(g).workspace().set(a, SINGULAR.evaluate());
    String message = refused(run::run);
    assertNames("logDeterminant made at", line, message);
    assertNames("logDeterminant made at", line + 1, message);

    int determinant = line() + 1;
    Expr d = a.determinant();
    Expr first = gradients(d, a).get(0);
    Expr h = gradients(first.elementSum(), a).get(0);
    Workspace again = compile(h).workspace().set(a, SINGULAR.evaluate());
    message = refused(again::run);
    assertNames("determinant made at", determinant, message);
    assertNames("determinant made at", determinant + 2, message);
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
            "(?s)symmetricEigenvectors made at .*Test.java:"
                + vectors
                + ".*derivative needs values that differ.*value 0 = 3.0 and value 1 = 3.0.*, at .*Test.java:"
                + gradient
                + ".*"),
        message);
  }

  private static void assertNames(String method, int line, String message) {
    assertTrue(message.matches("(?s)" + method + "\\b.*"), message);
    assertTrue(message.contains("(LinearAlgebraLineTest.java:" + line + ")"), message);
  }

  private static String message(Expr y) {
    return refused(y::evaluate);
  }

  private static String refused(Executable program) {
    return String.valueOf(assertThrows(OpFailedException.class, program).getMessage());
  }

  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst())
        .orElseThrow()
        .getLineNumber();
  }
}
