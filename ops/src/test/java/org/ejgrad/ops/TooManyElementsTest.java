// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Results that no matrix holds, told by name before anything is computed. */
class TooManyElementsTest {
  @Test
  void jacobian_ofNinetyThousandElements_namesItsShapes() {
    refused(
        "jacobian: a matrix holds at most 2147483647 elements, got a result 300x300 of an argument"
            + " 300x300. Use jvp, vjp or hvp",
        () -> jacobian(Expr::sin).at(new DMatrixRMaj(300, 300)));
  }

  @Test
  void scan_whoseStatesAreTooMany_namesItselfAndTheLine() {
    Expr x = input("x", 100_000, 1);
    for (Executable scan :
        new Executable[] {
          () -> Control.scan(100_000, Expr::sin, x), () -> Control.scan(100_000, Expr::sin, x, 9)
        }) {
      refused(
          "scan: the states of 100000 steps must be at most 2147483647 elements, got state='x'"
              + " 100000x1",
          scan);
    }
  }

  private static void refused(String message, Executable call) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
    assertTrue(String.valueOf(refused.getMessage()).startsWith(message), refused::toString);
  }
}
