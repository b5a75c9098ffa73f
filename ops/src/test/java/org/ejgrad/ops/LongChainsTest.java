// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Control.cond;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * Functions of what functions before them gave, 20,000 times: some seconds. Where each one's trace,
 * or reverse rule, walked all that was before, it took minutes.
 */
class LongChainsTest {
  private static final int LENGTH = 20_000;
  private static final double FACTOR = 1 - 1e-4;

  @Test
  void gradient_throughALongChainOfCheckpoints_isLinearInItsLength() {
    inLinearTime(h -> checkpoint(v -> v.scale(FACTOR), h));
  }

  @Test
  void gradient_throughALongChainOfCapturedValues_isLinearInItsLength() {
    Expr one = constant(1);
    inLinearTime(h -> checkpoint(v -> v.mult(h).scale(FACTOR), one));
    inLinearTime(h -> cond(one, v -> v.mult(h).scale(FACTOR), v -> v, one));
  }

  private static void inLinearTime(UnaryOperator<Expr> link) {
    Expr x = parameter("x", new DMatrixRMaj(1, 1, true, 3));
    DMatrixRMaj slope =
        assertTimeout(
            Duration.ofSeconds(60),
            () -> gradients(Control.repeat(LENGTH, link, x), x).get(0).evaluate());
    // Some 20,000 roundings, half of them up.
    assertEquals(Math.pow(FACTOR, LENGTH), slope.get(0), 1e-12);
  }
}
