// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class QrGradientTest {
  private static void run(UnaryOperator<Expr> part, double[][] numbers, Precision precision) {
    DMatrixRMaj a = new DMatrixRMaj(numbers);
    Expr x = Autograd.input("x", a.numRows, a.numCols);
    Expr gradient = Autograd.gradients(part.apply(x).elementSum(), x).get(0);
    Autograd.compile(List.of(gradient), Updates.NONE, precision).workspace().set(x, a).run();
  }

  /** Nothing but rounding errors is left of the second column: no exact 0, but no number either. */
  @Test
  void gradient_ofColumnsThatDepend_isRefused() {
    double[][] dependent = {{1, 2}, {2, 4}, {3, 6}};
    for (Precision precision : Precision.values()) {
      assertRefused("qrQ", Expr::qrQ, dependent, precision);
      assertRefused("qrR", Expr::qrR, dependent, precision);
    }
  }

  private static void assertRefused(
      String name, UnaryOperator<Expr> part, double[][] numbers, Precision precision) {
    OpFailedException refused =
        assertThrows(OpFailedException.class, () -> run(part, numbers, precision));
    String message = refused.toString();
    assertTrue(message.contains(name), message);
    assertTrue(message.contains("columns must be independent, got column 1"), message);
  }

  /** What counts is the share of a column, not its size. */
  @Test
  void gradient_ofSmallIndependentColumns_isRight() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1e20, 0}, {0, 1e-20}, {0, 0}});
    // Q is a without its scale, so R is the diagonal, and what adds to it in R's sum is 1.
    DMatrixRMaj g = Autograd.grad((Expr x) -> x.qrR().elementSum()).at(a);
    assertEquals(1, g.get(0, 0));
    assertEquals(1, g.get(1, 1));
  }
}
