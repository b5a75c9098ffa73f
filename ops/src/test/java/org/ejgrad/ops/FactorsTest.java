// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.input;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Factors that follow each other become one where that changes no bit. */
class FactorsTest {
  private final Expr x = input("x", 2, 2);

  private static int factors(Expr y) {
    return Splitter.on("scale[").splitToList(compile(y).text()).size() - 1;
  }

  @ParameterizedTest
  @CsvSource({
    "2, 3, 1",
    "3, 2, 1",
    "-2, 3, 1",
    "3, -0.25, 1",
    "0.1, 0.3, 2",
    "3, 5, 2",
    // The product is 1.
    "0.5, 2, 0",
    "-4, -0.25, 0",
    // The smallest normal number, and half of it.
    "0x1p-1000, 0x1p-22, 1",
    "0x1p-1000, 0x1p-23, 2",
    // The largest number, and twice as large.
    "0x1.fffffffffffffp1022, 2, 1",
    "0x1.fffffffffffffp1023, 2, 2",
    "3, 0, 2",
    "0, 3, 2",
    "0x1p-1040, 3, 2",
    "3, 0x1p-1040, 2"
  })
  void scale_twice_isOneFactor_whereOneIsAPowerOf2AndTheirProductIsNormal(
      String first, String second, int expected) {
    Expr y = x.scale(Double.parseDouble(first)).scale(Double.parseDouble(second));
    assertEquals(expected, factors(y), () -> compile(y).text());
  }

  @Test
  void scale_afterAShift_staysBehindIt() {
    Expr y = x.plus(3).scale(2);
    DMatrixRMaj numbers = new DMatrixRMaj(2, 2, true, 1, 2, 3, 4);
    Workspace run = compile(y).workspace().set(x, numbers).run();
    assertEquals(14, run.value(y).get(1, 1));
    assertEquals(1, factors(y));
  }

  @Test
  void scale_manyTimes_isOneFactor_withTheSameBits() {
    Expr y = x.scale(0.1).scale(2).scale(-8).scale(0.5);
    assertEquals(1, factors(y));
    DMatrixRMaj numbers = new DMatrixRMaj(2, 2, true, 0.3, -0.0, 1e-300, Math.PI);
    Workspace run = compile(y).workspace().set(x, numbers).run();
    for (int i = 0; i < 4; i++) {
      assertEquals(numbers.data[i] * 0.1 * 2 * -8 * 0.5, run.value(y).data[i]);
    }
  }
}
