// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.valueAndGrad;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AutogradTest {
  private final DMatrixRMaj point = new DMatrixRMaj(new double[][] {{1, -2}, {3, 4}});

  @Test
  void grad_hasTheArgumentsShape_andBelongsToTheCaller() {
    GradientFunction g = grad(x -> x.square().elementSum());
    DMatrixRMaj first = g.at(point);
    assertElements(first, 2, -4, 6, 8);
    first.zero();
    DMatrixRMaj second = g.at(point);
    g.at(new DMatrixRMaj(2, 2));
    assertElements(second, 2, -4, 6, 8);
    assertElements(point, 1, -2, 3, 4);
  }

  @Test
  void constant_ofRowsOfSeveralLengths_andTargetsThatAreNull_areNamed() {
    double[][] ragged = {{1, 2}, {3, 4}, {5}};
    assertMessage(
        "constant: .*, got 1 numbers in row 2 and 2 in row 0, at .*", () -> constant(ragged));
    Expr x = Autograd.input("x", 2, 2);
    Expr y = x.square().elementSum();
    List<Expr> targets = Arrays.asList(x, null);
    assertMessage("gradients: target 1 of 2 is null, at .*", () -> gradients(y, targets));
  }

  private static void assertMessage(String pattern, Executable call) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    assertTrue(message.matches(pattern), message);
  }

  @Test
  void grad_isTracedOncePerShape() {
    int[] traces = {0};
    GradientFunction g =
        grad(
            x -> {
              traces[0]++;
              return x.square().elementSum();
            });
    for (int round = 0; round < 3; round++) {
      for (int n = 1; n <= 4; n++) {
        assertEquals(n, g.at(new DMatrixRMaj(n, 1)).numRows);
      }
    }
    assertEquals(4, traces[0]);
    for (int n = 1; n <= 40; n++) {
      assertEquals(n, g.at(new DMatrixRMaj(n, 1)).numRows);
    }
    assertEquals(40, traces[0]);
  }

  @Test
  void grad_ofTwo_givesBoth() {
    List<DMatrixRMaj> g =
        grad((a, b) -> a.mult(b).elementSum()).at(point, new DMatrixRMaj(2, 1, true, 5, 6));
    assertElements(g.get(0), 5, 6, 5, 6);
    assertElements(g.get(1), 4, 2);
  }

  @Test
  void grad_ofTwo_oneArgument_isAnError() {
    GradientsFunction g = grad((a, b) -> a.mult(b).elementSum());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> g.at(point));
    assertTrue(
        error.toString().contains("at: the function takes 2 matrices, got 1, at "),
        error::toString);
  }

  @Test
  void valueAndGrad_givesBoth() {
    ValueAndGradientFunction.ValueAndGradient both =
        valueAndGrad(x -> x.square().elementSum()).at(point);
    assertEquals(30, both.value());
    assertElements(both.gradient(), 2, -4, 6, 8);
  }

  @Test
  void grad_readsParametersAtEachCall() {
    Expr scale = parameter("scale", new DMatrixRMaj(1, 1, true, 3));
    GradientFunction g = grad(x -> x.elementMult(scale).elementSum());
    assertElements(g.at(point), 3, 3, 3, 3);
    scale.cell().set(new DMatrixRMaj(1, 1, true, 5));
    assertElements(g.at(point), 5, 5, 5, 5);
  }

  @Test
  void grad_notScalar_saysHowToReduce() {
    GradientFunction g = grad(x -> x.square());
    ShapeMismatchException error = assertThrows(ShapeMismatchException.class, () -> g.at(point));
    assertTrue(error.toString().contains("reduce it first"), error::toString);
  }

  @Test
  void grad_argumentWithoutInfluence_isNamed() {
    GradientsFunction g =
        grad((a, b) -> a.square().elementSum().plus(b.sign().stopGradient().elementSum()));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> g.at(point, point));
    assertTrue(
        error
            .toString()
            .contains(
                "gradients: 'argument2' 2x2 does not influence the result through differentiable"
                    + " ops: no derivative passes stopGradient(sign(..)). Remove it from wrt or"
                    + " connect it. At "),
        error::toString);
  }

  @Test
  void gradients_unconnected_isAnErrorOrZero() {
    Expr x = parameter("x", point);
    Expr w2 = parameter("w2", new DMatrixRMaj(3, 1));
    Expr loss = x.elementSum();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> gradients(loss, x, w2));
    assertTrue(error.toString().contains("'w2' 3x1 does not influence"), error::toString);
    List<Expr> zero = gradients(loss, List.of(x, w2), Gradients.Unreached.ZERO);
    assertElements(zero.get(1).evaluate(), 0, 0, 0);
  }

  @Test
  void gradients_throughLabelsAndComparisons_areErrors() {
    Expr x = parameter("x", new DMatrixRMaj(2, 1));
    for (Expr y : List.of(x.oneHot(2), x.lessThan(1), constant(point).gatherRows(x))) {
      assertThrows(IllegalArgumentException.class, () -> gradients(y.elementSum(), x));
    }
  }

  @Test
  void gradients_areExpressions_soCurvatureNeedsNothingNew() {
    Expr w = parameter("w", point);
    Expr v = constant(new double[][] {{1, 0}, {0, 2}});
    Expr g = gradients(w.elementPower(3).elementSum(), w).get(0);
    Expr curvature = gradients(g.dot(v), w).get(0);
    assertElements(curvature.evaluate(), 6, 0, 0, 48);
  }

  @Test
  void constant_changedLater_keepsItsValue() {
    DMatrixRMaj data = point.copy();
    Expr sum = constant(data).elementSum();
    data.zero();
    assertEquals(6, sum.evaluate().data[0]);
  }

  @Test
  void evaluate_withAnInput_isAnErrorThatNamesIt() {
    Expr y = Autograd.input("batch", 2, 2).elementSum();
    IllegalStateException error = assertThrows(IllegalStateException.class, y::evaluate);
    assertEquals("run: input 'batch' 2x2 has no value; call set first", error.getMessage());
  }

  @Test
  void compile_ofALossAndUpdates_isAStepInEitherPrecision() {
    for (Precision precision : Precision.values()) {
      Expr w = parameter("w", new DMatrixRMaj(1, 2, true, 1, 2));
      Expr loss = w.square().elementSum();
      Updates descent = Updates.of(Update.of(w, w.minus(gradients(loss, w).get(0).scale(0.25))));
      Workspace step = Autograd.compile(loss, descent, precision).workspace().run();
      assertEquals(5, step.scalar(loss));
      assertElements(w.evaluate(), 0.5, 1);
      assertEquals(1.25, Autograd.compile(loss, descent).workspace().run().scalar(loss));
      assertElements(w.evaluate(), 0.25, 0.5);
    }
  }

  @Test
  void text_isTheGraphALineANode() {
    Expr x = Autograd.input("x", 2, 3);
    assertEquals(
        """
        x: input 2x3
        %0 = sin(x) 2x3
        results: %0
        """,
        x.sin().text());
    assertEquals("sin(..) 2x3", x.sin().toString());
    assertEquals("'x' 2x3", x.toString());
  }

  @Test
  void clip_toOneNumber_isThatNumber() {
    assertElements(constant(new double[][] {{1, 2, 3}}).clip(2, 2).evaluate(), 2, 2, 2);
  }

  @Test
  void extrema_ofNoRows_areNone() {
    Expr none = Autograd.input("none", 0, 3);
    assertEquals(Shape.of(0, 1), none.maxRows().shape());
    assertEquals(Shape.of(0, 1), none.minRows().shape());
    assertThrows(ShapeMismatchException.class, none::maxCols);
  }

  @Test
  void dot_ofDifferentShapes_doesNotBroadcast() {
    Expr column = Autograd.input("column", 3, 1);
    Expr row = Autograd.input("row", 1, 3);
    assertThrows(ShapeMismatchException.class, () -> column.dot(row));
  }

  @Test
  void clip_boundsExchangedOrNan_areErrors() {
    Expr x = constant(1);
    assertThrows(IllegalArgumentException.class, () -> x.clip(2, 1));
    assertThrows(IllegalArgumentException.class, () -> x.clip(Double.NaN, 1));
  }

  @Test
  void grad_fromEightThreads_givesEqualBits() throws Exception {
    GradientFunction g = grad(x -> x.mult(x.tanh()).softmaxRows().square().elementSum());
    DMatrixRMaj expected = g.at(point);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<DMatrixRMaj>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        tasks.add(() -> g.at(point));
      }
      for (Future<DMatrixRMaj> done : threads.invokeAll(tasks)) {
        assertTrue(Arrays.equals(expected.data, done.get().data));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertElements(DMatrixRMaj actual, double... expected) {
    assertEquals(expected.length, actual.getNumElements());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual.data[i], 1e-14, "element " + i);
    }
  }
}
