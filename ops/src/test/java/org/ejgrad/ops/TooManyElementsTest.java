// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hessian;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
  void hessian_ofFiftyThousandElements_isNamedSo() {
    refused(
        "hessian: a matrix holds at most 2147483647 elements, got a result 50000x1 of an argument"
            + " 50000x1. Use jvp, vjp or hvp",
        () -> hessian(x -> x.square().elementSum()).at(new DMatrixRMaj(50_000, 1)));
  }

  /** The largest square: 16 GiB, which is nothing until a program is to hold it. */
  @Test
  void inverse_ofTheLargestSquare_isAGraphWithoutMatrices() {
    Expr x = input("x", 46_340, 46_340);
    for (Expr inverse : List.of(x.invert(), x.invertSPD(), x.matrixExp(1))) {
      assertEquals(x.shape(), gradients(inverse.trace(), x).get(0).shape());
    }
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
