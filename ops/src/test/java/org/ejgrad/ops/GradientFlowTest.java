// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.SameNumbers.same;
import static org.ejgrad.ops.SameNumbers.scaled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients.Unreached;
import org.ejgrad.graph.Paths;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Where gradients flow, scaled or held on their way, and where they do not. */
class GradientFlowTest {
  private final DMatrixRMaj point = normal(4, 2);

  @Test
  void scaleAndClipGradient_nest() {
    Expr x = parameter("x", point);
    same(
        scaled(point, -6),
        gradients(x.scaleGradient(-3).square().elementSum(), x).get(0).evaluate());
    Expr clipped = gradients(x.clipGradient(-0.5, 0.5).square().elementSum(), x).get(0);
    for (int i = 0; i < 8; i++) {
      assertEquals(Math.max(-0.5, Math.min(0.5, 2 * point.data[i])), clipped.evaluate().data[i], 0);
    }
  }

  @Test
  void gradients_unreached_saysWhereThePathBroke() {
    Expr x = parameter("x", point);
    Expr loss = x.stopGradient().elementSum().plus(x.greaterThan(0).elementSum());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> gradients(loss, x));
    assertTrue(error.toString().contains("stopGradient('x')"), error::toString);
    assertTrue(error.toString().contains("lessThan"), error::toString);
    assertTrue(error.toString().contains(" At "), error::toString);
    same(new DMatrixRMaj(4, 2), gradients(loss, List.of(x), Unreached.WARN).get(0).evaluate());
  }

  /** A function says of each argument whether a derivative passes, as a single op does. */
  @Test
  void gradients_inAnArgumentThatAFunctionDoesNotFollow_sayThatNonePasses() {
    Expr x = parameter("x", new DMatrixRMaj(1, 1, true, 0.5));
    Expr w = parameter("w", new DMatrixRMaj(1, 1, true, 2));
    for (UnaryOperator<Expr> f :
        List.<UnaryOperator<Expr>>of(v -> w, v -> v.stopGradient().mult(w), v -> w.plus(3))) {
      Map<Expr, Integer> times = new LinkedHashMap<>();
      times.put(Control.cond(constant(1), f, f, x), 1);
      times.put(Control.cond(constant(1), v -> Control.cond(v, f, f, v), f, x), 1);
      times.put(Control.scan(3, f, x).last(), 3);
      times.put(Autograd.checkpoint(f, x), 1);
      times.put(Autograd.checkpoint(v -> Control.scan(3, f, v).last(), x), 3);
      for (Map.Entry<Expr, Integer> entry : times.entrySet()) {
        Expr y = entry.getKey();
        IllegalArgumentException refused =
            assertThrows(IllegalArgumentException.class, () -> gradients(y, x));
        assertTrue(refused.toString().contains("no derivative passes"), refused::toString);
        assertEquals(1, gradients(y.plus(x), x).get(0).evaluate().get(0));
        Expr plain = Control.repeat(entry.getValue(), f, x);
        same(gradients(plain, w).get(0).evaluate(), gradients(y, w).get(0).evaluate());
      }
    }
  }

  @Test
  void paths_listStepsOnce() {
    Expr x = input("x", 2, 2);
    Expr y = x.elementMult(x).plus(x.stopGradient());
    assertEquals(5, Paths.between(x, y).size());
    assertEquals(3, Paths.differentiableBetween(x, y).size());
  }
}
