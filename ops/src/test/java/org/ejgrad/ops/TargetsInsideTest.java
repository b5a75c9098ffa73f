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
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Targets that a function of a condition, loop or checkpoint made and handed out. */
class TargetsInsideTest {
  private final Expr x = parameter("x", new DMatrixRMaj(1, 1, true, 3));

  @Test
  void gradients_inAConstantMadeInsideAFunction_areRefused() {
    refused("cond", f -> cond(constant(1), f, v -> v, x));
    refused("scan[2]", f -> scan(2, f, x).last());
    refused("checkpoint", f -> checkpoint(f, x));
    refused("cond", f -> cond(constant(1), v -> scan(2, f, v).last(), v -> v, x));
  }

  private static void refused(String by, Function<UnaryOperator<Expr>, Expr> control) {
    List<Expr> made = new ArrayList<>();
    Expr y =
        control.apply(
            v -> {
              made.add(constant(2));
              return v.mult(made.get(0));
            });
    Expr target = made.get(0);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> gradients(y.plus(target), target));
    assertTrue(refused.toString().contains("made inside the function of " + by), refused::toString);
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
