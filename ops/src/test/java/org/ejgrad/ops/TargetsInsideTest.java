// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Control.scan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Targets that a function of a condition, loop or checkpoint made and handed out. */
class TargetsInsideTest {
  private final Expr x = parameter("x", new DMatrixRMaj(1, 1, true, 3));

  private final Expr p = parameter("p", new DMatrixRMaj(1, 1, true, 2));

  /** What may stand around a function. */
  private final List<Function<UnaryOperator<Expr>, Expr>> controls =
      List.of(
          f -> cond(constant(1), f, v -> v, x),
          f -> scan(2, f, x).last(),
          f -> checkpoint(f, x),
          f -> cond(constant(1), v -> scan(2, f, v).last(), v -> v, x),
          f -> scan(2, v -> checkpoint(f, v), x).last(),
          f -> checkpoint(v -> checkpoint(f, v), x));

  @Test
  void gradients_inAConstantMadeInsideAFunction_areRefused() {
    controls.forEach(control -> refused(control, v -> constant(2), y -> y));
  }

  @Test
  void gradients_inAnArgumentOfAFunction_areRefused() {
    controls.forEach(control -> refused(control, v -> v, y -> y));
  }

  @Test
  void gradients_inAnExpressionOfTheArgument_areRefused() {
    controls.forEach(control -> refused(control, v -> v.square(), y -> y));
    controls.forEach(control -> refused(control, v -> v.elementMult(p), y -> y));
  }

  /** Inside of a loop it is computed ahead, and is as good as one made before. */
  @Test
  void gradients_inAnExpressionOfWhatAFunctionCaptured_areCompleteOrRefused() {
    int refused = 0;
    for (Function<UnaryOperator<Expr>, Expr> control : controls) {
      List<Expr> made = new ArrayList<>();
      Expr y = control.apply(v -> v.mult(keep(made, p.elementMult(p))));
      Expr t = made.get(0);
      try {
        double gradient = gradients(y.plus(t), t).get(0).evaluate().get(0);
        assertEquals(finite(control), gradient, 1e-9);
      } catch (IllegalArgumentException inside) {
        refused++;
      }
    }
    assertEquals(5, refused, "all but the plain loop");
  }

  /** 1 + 3 t^n by t, at t = 4, for the function that multiplies by it. */
  private double finite(Function<UnaryOperator<Expr>, Expr> control) {
    double h = 1e-4;
    double above = control.apply(v -> v.mult(constant(4 + h))).evaluate().get(0);
    double below = control.apply(v -> v.mult(constant(4 - h))).evaluate().get(0);
    return 1 + (above - below) / (2 * h);
  }

  /** A loop does not compute those ahead. */
  @Test
  void gradients_inAStretchedValueMadeInsideALoop_areRefused() {
    List<Expr> made = new ArrayList<>();
    UnaryOperator<Expr> f = v -> v.mult(keep(made, p.broadcast(Shape.of(1, 3)))).elementSum();
    Expr y = scan(2, f, x).last();
    refused(y, made.get(0).elementSum(), made.get(0));
  }

  /** The gradient of a checkpoint is made of copies of what its function made. */
  @Test
  void gradients_ofAGradient_inWhatAFunctionMade_areRefused() {
    for (Function<UnaryOperator<Expr>, Expr> control : List.of(controls.get(0), controls.get(2))) {
      refused(control, v -> p.elementMult(p).elementExp(), y -> gradients(y, x).get(0));
    }
  }

  private static Expr keep(List<Expr> made, Expr expression) {
    made.add(expression);
    return expression;
  }

  private static void refused(
      Function<UnaryOperator<Expr>, Expr> control,
      UnaryOperator<Expr> make,
      UnaryOperator<Expr> whole) {
    List<Expr> made = new ArrayList<>();
    Expr y = whole.apply(control.apply(v -> v.mult(keep(made, make.apply(v)))));
    refused(y, made.get(0), made.get(0));
  }

  private static void refused(Expr y, Expr outside, Expr target) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> gradients(y.plus(outside), target));
    assertTrue(refused.toString().contains("made inside the function"), refused::toString);
  }

  /** The 1 that a gradient is seeded with is known to rules; a caller gets one of its own. */
  @Test
  void gradients_inTheGradientOfAValueInItself_areThoseInAnyConstant() {
    Expr one = gradients(x, x).get(0);
    Expr y = cond(constant(1), v -> v.mult(one), v -> v, x).plus(one);
    assertEquals(4, gradients(y, one).get(0).evaluate().get(0));
  }

  @Test
  void gradients_inAParameterMadeInsideAFunction_areComplete() {
    List<Expr> made = new ArrayList<>();
    Expr y =
        checkpoint(
            v -> {
              made.add(parameter("p", new DMatrixRMaj(1, 1, true, 2)));
              return v.mult(made.get(0));
            },
            x);
    Expr p = made.get(0);
    assertEquals(4, gradients(y.plus(p), p).get(0).evaluate().get(0));
  }
}
