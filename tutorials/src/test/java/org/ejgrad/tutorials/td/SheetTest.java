// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ejgrad.ops.Autograd.constant;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The sheet says what the code does. */
class SheetTest {
  private static final DMatrixRMaj X = new DMatrixRMaj(new double[][] {{1, 1}, {1, 2}, {1, 3}});
  private static final DMatrixRMaj Y = new DMatrixRMaj(new double[][] {{2}, {2}, {4}});
  private final Solution solution = new Solution();

  private static String sheet() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Marker.class.getResourceAsStream("sheet.md"), "sheet.md")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void sheet_names_everythingToWrite() throws IOException {
    String sheet = sheet();
    for (String name :
        List.of("meanSquaredError(x, y)", "gradient(", "descend(", "errors(", "MyRegression")) {
      assertTrue(sheet.contains(name), name);
    }
    for (int question = 1; question <= 5; question++) {
      assertTrue(sheet.contains("**Question " + question + ","), "question " + question);
    }
    assertTrue(sheet.contains(Marker.class.getName()));
  }

  @Test
  void sheet_example_isRight() throws IOException {
    assertTrue(sheet().contains("gradient = (-16/3  -12)'"));
    assertTrue(sheet().contains("theta = (0.5333  1.2)'    there E = 0.32"));
    DMatrixRMaj zero = new DMatrixRMaj(2, 1);
    UnaryOperator<Expr> e = solution.meanSquaredError(X, Y);
    assertEquals(8, value(e, zero), 1e-12);
    assertArrayEquals(new double[] {-16 / 3.0, -12}, solution.gradient(X, Y, zero).data, 1e-12);
    DMatrixRMaj next = solution.descend(e, zero, 0.1, 1);
    assertArrayEquals(new double[] {1.6 / 3, 1.2}, next.data, 1e-12);
    assertEquals(0.32, value(e, next), 1e-12);
  }

  private static double value(UnaryOperator<Expr> e, DMatrixRMaj theta) {
    return e.apply(constant(theta)).evaluate().get(0);
  }
}
