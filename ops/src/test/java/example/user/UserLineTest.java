// SPDX-License-Identifier: Apache-2.0
package example.user;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.elementwiseGrad;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.perExampleGradients;
import static org.ejgrad.ops.Autograd.valueAndGrad;
import static org.ejgrad.ops.Control.repeat;
import static org.ejgrad.ops.Control.scan;
import static org.ejgrad.ops.Dropout.dropout;
import static org.ejgrad.ops.Images.conv2d;
import static org.ejgrad.ops.Images.maxPool;
import static org.ejgrad.ops.Images.patches;
import static org.ejgrad.ops.Losses.binaryCrossEntropy;
import static org.ejgrad.ops.Losses.huber;
import static org.ejgrad.ops.Losses.meanAbsoluteError;
import static org.ejgrad.ops.Losses.meanSquaredError;
import static org.ejgrad.ops.Losses.softmaxCrossEntropy;
import static org.ejgrad.ops.Losses.softmaxCrossEntropyFromLabels;
import static org.ejgrad.ops.Losses.sumOfSquaredResiduals;
import static org.ejgrad.ops.Normalization.batchNormalization;
import static org.ejgrad.ops.Normalization.layerNormalization;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Update;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.ejgrad.ops.ImageShape;
import org.ejgrad.ops.Window;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong programs, as a user writes them outside the library: the message names their line. */
class UserLineTest {
  /** A wrong program, how it is called, and the line it stands on. */
  record Wrong(String op, int line, Executable program) {
    @Override
    public String toString() {
      return op + " at " + line;
    }
  }

  private static final Expr X = input("x", 3, 2);
  private static final Expr Y = input("y", 2, 3);
  private static final Expr ROW = input("row", 1, 3);
  private static final Expr COL = input("col", 3, 1);
  private static final Expr NO_ROWS = input("noRows", 0, 2);
  private static final Expr NO_COLS = input("noCols", 2, 0);
  private static final DMatrixRMaj POINT = new DMatrixRMaj(3, 2);
  private static final Expr LABEL_7 = constant(7);
  private static final Expr ZEROS = constant(POINT);
  private static final Expr SEVENS = constant(new double[][] {{0}, {7}, {1}});

  private static final Expr CLIPPED = X.clipGradient(-1, 1).square().elementSum();

  private static int affineLine;

  static List<Wrong> methods() {
    return List.of(
        of("plus", here(), () -> X.plus(Y)),
        of("minus", here(), () -> X.minus(Y)),
        of("elementMult", here(), () -> X.elementMult(Y)),
        of("elementDiv", here(), () -> X.elementDiv(Y)),
        of("elementPower", here(), () -> X.elementPower(Y)),
        of("maximum", here(), () -> X.maximum(Y)),
        of("minimum", here(), () -> X.minimum(Y)),
        of("lessThan", here(), () -> X.lessThan(Y)),
        of("lessOrEqual", here(), () -> X.lessOrEqual(Y)),
        of("greaterThan", here(), () -> X.greaterThan(Y)),
        of("greaterOrEqual", here(), () -> X.greaterOrEqual(Y)),
        of("equalTo", here(), () -> X.equalTo(Y)),
        of("select", here(), () -> X.select(Y, X)),
        of("select", here(), () -> X.select(X, Y)),
        of("mult", here(), () -> X.mult(X)),
        of("dot", here(), () -> X.dot(Y)),
        of("mean", here(), () -> NO_ROWS.mean()),
        of("meanRows", here(), () -> NO_COLS.meanRows()),
        of("meanCols", here(), () -> NO_ROWS.meanCols()),
        of("elementMax", here(), () -> NO_ROWS.elementMax()),
        of("maxRows", here(), () -> NO_COLS.maxRows()),
        of("maxCols", here(), () -> NO_ROWS.maxCols()),
        of("elementMin", here(), () -> NO_ROWS.elementMin()),
        of("minRows", here(), () -> NO_COLS.minRows()),
        of("minCols", here(), () -> NO_ROWS.minCols()),
        of("logSumExpRows", here(), () -> NO_COLS.logSumExpRows()),
        of("logSumExpRows", here(), () -> NO_COLS.logSumExp()),
        of("softmaxRows", here(), () -> NO_COLS.softmaxRows()),
        of("logSoftmaxRows", here(), () -> NO_COLS.logSoftmaxRows()),
        of("reshape", here(), () -> X.reshape(5, 1)),
        of("reshape", here(), () -> X.reshape(-1, 6)),
        of("broadcast", here(), () -> X.broadcast(Shape.of(3, 4))),
        of("sumTo", here(), () -> X.sumTo(Shape.of(2, 1))),
        of("extractMatrix", here(), () -> X.extractMatrix(0, 4, 0, 1)),
        of("concatRows", here(), () -> Expr.concatRows(X, Y)),
        of("concatColumns", here(), () -> Expr.concatColumns(X, Y)),
        of("gatherRows", here(), () -> X.gatherRows(Y)),
        of("oneHot", here(), () -> X.oneHot(3)),
        of("oneHot", here(), () -> COL.oneHot(-3)),
        of("gradients", here(), () -> gradients(X, X)));
  }

  static List<Wrong> libraryHelpers() {
    return List.of(
        of("sumOfSquaredResiduals", here(), () -> sumOfSquaredResiduals(ROW, COL)),
        of("meanSquaredError", here(), () -> meanSquaredError(ROW, COL)),
        of("meanAbsoluteError", here(), () -> meanAbsoluteError(ROW, COL)),
        of("huber", here(), () -> huber(ROW, COL, 1)),
        of("binaryCrossEntropy", here(), () -> binaryCrossEntropy(ROW, COL)),
        of("softmaxCrossEntropy", here(), () -> softmaxCrossEntropy(ROW, COL)),
        of("softmaxCrossEntropy", here(), () -> softmaxCrossEntropyFromLabels(Y, COL)),
        of("oneHot", here(), () -> softmaxCrossEntropyFromLabels(X, ROW)),
        of("update", here(), () -> Update.of(Cell.scalar("w", 1), X)));
  }

  static List<Wrong> arguments() {
    ImageShape image = new ImageShape(1, 2, 1);
    Window large = Window.of(3, 3);
    return List.of(
        of("conv2d", here(), () -> conv2d(X, image, COL, large)),
        of("maxPool", here(), () -> maxPool(X, image, large)),
        of("patches", here(), () -> patches(X, image, large)),
        of("window", here(), () -> large.over(image)),
        of("window", here(), () -> large.withStride(0)),
        of("repeat", here(), () -> repeat(-1, e -> e, X)),
        of("scan", here(), () -> scan(-1, e -> e, X)),
        of("dropout", here(), () -> dropout(X, 1, 1, LABEL_7)),
        of("elementwiseGrad", here(), () -> elementwiseGrad(e -> e.mult(Y)).at(POINT)),
        of("jvp", here(), () -> jvp(X.square(), List.of(X), List.of(Y))),
        of("hvp", here(), () -> hvp(X.elementSum(), List.of(X), List.of())),
        of("perExampleGradients", here(), () -> perExampleGradients(X, X)),
        of("perExampleGradients", here(), () -> perExampleGradients(X.sumCols().sumRows(), X)));
  }

  static List<Wrong> numbers() {
    double nan = Double.NaN;
    ImageShape huge = new ImageShape(1, 50_000, 40_000);
    return List.of(
        of("clip", here(), () -> X.clip(1, 0)),
        of("clip", here(), () -> X.clip(nan, 0)),
        of("elu", here(), () -> X.elu(nan)),
        of("leakyRelu", here(), () -> X.leakyRelu(nan)),
        of("scaleGradient", here(), () -> X.scaleGradient(nan)),
        of("clipGradient", here(), () -> X.clipGradient(1, 0)),
        of("matrixExp", here(), () -> X.matrixExp(0)),
        of("concatRows", here(), () -> Expr.concatRows()),
        of("concatColumns", here(), () -> Expr.concatColumns()),
        of("huber", here(), () -> huber(X, X, 0)),
        of("imageShape", here(), () -> new ImageShape(0, 2, 1)),
        of("imageShape", here(), () -> huge.withChannels(2)),
        of("batchNormalization", here(), () -> batchNormalization(X, ROW, ROW, 0)),
        of("layerNormalization", here(), () -> layerNormalization(X, ROW, ROW, nan)),
        of("at: the function takes 2", here(), () -> grad((a, b) -> a.plus(b).mean()).at(POINT)),
        of("jacobian", here(), () -> jacobian(a -> X).at(POINT)),
        of("jvp", here(), () -> jvp(gradients(CLIPPED, X).get(0), List.of(X), List.of(X))),
        of("set", here(), () -> compile(X).workspace().set(X.square(), POINT)),
        of("value", here(), () -> compile(X).workspace().value(Y)),
        of("scalar", here(), () -> compile(X).workspace().set(X, POINT).run().scalar(X)),
        of("order", here(), () -> GradientCheck.of(Expr::sin).order(3)),
        of("intBelow", here(), () -> CounterRandom.of(7).intBelow(0, 0)),
        of("input", here(), () -> input("", 1, 1)));
  }

  static List<Wrong> lambdas() {
    return List.of(
        of("mult", here(), () -> grad(t -> t.mult(X).elementSum()).at(POINT)),
        of("plus", here(), () -> valueAndGrad(t -> t.plus(Y).mean()).at(POINT)),
        of("minus", here(), () -> grad((a, b) -> a.minus(b.mult(Y)).mean()).at(POINT, POINT)),
        of("grad", here(), () -> grad(t -> t.square()).at(POINT)),
        of("mult", here(), () -> Stream.of(X).map(e -> e.mult(X)).toList()),
        of("plus", here(), () -> List.of(X, X).forEach(e -> e.plus(Y))),
        of("mult", here(), () -> IntStream.range(0, 3).mapToObj(i -> X.mult(X)).toList()),
        of("mult", here(), () -> IntStream.range(0, 9).parallel().forEach(i -> X.mult(X))),
        of("mult", here(), () -> Stream.of(X, X).reduce((e, f) -> e.mult(f))));
  }

  static List<Wrong> runs() {
    return List.of(
        of("oneHot", here(), () -> LABEL_7.oneHot(3).evaluate()),
        of("gatherRows", here(), () -> constant(POINT).gatherRows(0, 3).evaluate()),
        of("gatherRows", here(), () -> constant(POINT).gatherRows(-1).evaluate()),
        of("oneHot", here(), () -> softmaxCrossEntropyFromLabels(ZEROS, SEVENS).evaluate()));
  }

  @ParameterizedTest
  @MethodSource({"methods", "libraryHelpers", "arguments", "numbers", "lambdas", "runs"})
  void message_namesOpAndTheUsersLine(Wrong wrong) {
    RuntimeException thrown = assertThrows(RuntimeException.class, wrong.program());
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith(wrong.op()), message);
    assertTrue(message.endsWith("(UserLineTest.java:" + wrong.line() + ")"), message);
  }

  @ParameterizedTest
  @MethodSource({"methods", "libraryHelpers", "arguments", "numbers", "lambdas", "runs"})
  void message_goesOverToTheLineWithACommaOrANewSentence(Wrong wrong) {
    RuntimeException thrown = assertThrows(RuntimeException.class, wrong.program());
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.matches("(?s).*([^.], at|[.] At) [^ ]+"), message);
  }

  @Test
  void helperMethodOfTheUsers_isNamed_notItsCaller() {
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> affine(X, Y));
    String expected = "UserLineTest.affine(UserLineTest.java:" + affineLine + ")";
    assertTrue(thrown.toString().endsWith(expected), thrown::toString);
  }

  @Test
  void lambdaKeptForLater_namesTheLambda_notTheCall() {
    int line = here() + 1;
    UnaryOperator<Expr> later = e -> e.mult(e);
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> grad(later).at(POINT));
    assertTrue(thrown.toString().endsWith("(UserLineTest.java:" + line + ")"), thrown::toString);
  }

  @Test
  void classInsideAnother_isNamedWithBoth() {
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> new Layer().of(X));
    String at = "at UserLineTest$Layer.of(UserLineTest.java:";
    assertTrue(thrown.toString().contains(at), thrown::toString);
  }

  private static final class Layer {
    private Expr of(Expr x) {
      return x.mult(x);
    }
  }

  private static Expr affine(Expr x, Expr w) {
    affineLine = here() + 1;
    return x.mult(w).plus(w.transpose()).minus(ROW).mult(w);
  }

  private static Wrong of(String op, int line, Executable program) {
    return new Wrong(op, line, program);
  }

  /** The line of the caller. */
  private static int here() {
    return new Throwable().getStackTrace()[1].getLineNumber();
  }
}
