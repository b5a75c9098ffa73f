// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results that are larger than a matrix can be are refused, with the shapes that make them. */
class LargeShapesTest {
  private enum TooLarge {
    CONCAT_ROWS(
        () -> Expr.concatRows(filled(1_500_000_000, 1), filled(1_500_000_000, 1)),
        "concatRows: the result must have at most 2147483647 elements, got 3000000000x1, got"),
    // Twice around the range of int: the sum alone would look harmless.
    CONCAT_COLUMNS(
        () ->
            Expr.concatColumns(
                filled(1, 1_500_000_000), filled(1, 1_500_000_000), filled(1, 1_500_000_000)),
        "concatColumns: the result must have at most 2147483647 elements, got 1x4500000000, got"),
    CONCAT_OF_WIDE(
        () -> Expr.concatRows(filled(30_000, 50_000), filled(30_000, 50_000)),
        "concatRows: the result must have at most 2147483647 elements, got 60000x50000, got"),
    ROWWISE_KRON(
        () -> filled(1, 70_000).rowwiseKron(filled(1, 70_000)),
        "rowwiseKron: the result must have at most 2147483647 elements, got 1x4900000000, got a="),
    QR(
        () -> filled(50_000, 40_000).qrR(),
        "qrR: the result must have at most 2147483647 elements, got 90000x40000, got a="),
    SVD(
        () -> filled(40_000, 40_000).singularValues(),
        "singularValues: the result must have at most 2147483647 elements, got 80001x40000, got");

    private final Supplier<Expr> made;
    private final String message;

    TooLarge(Supplier<Expr> made, String message) {
      this.made = made;
      this.message = message;
    }
  }

  private static Expr filled(int rows, int cols) {
    return constant(1.0).broadcast(Shape.of(rows, cols));
  }

  @ParameterizedTest
  @EnumSource(TooLarge.class)
  void result_ofMoreElementsThanAMatrixHolds_isRefused(TooLarge large) {
    ShapeMismatchException thrown =
        assertThrows(ShapeMismatchException.class, () -> large.made.get());
    assertTrue(String.valueOf(thrown.getMessage()).startsWith(large.message), thrown::toString);
  }

  @Test
  void result_ofAsManyElementsAsAMatrixHolds_isThere() {
    Expr most = Expr.concatColumns(filled(1, Integer.MAX_VALUE - 1), filled(1, 1));
    assertEquals(Shape.of(1, Integer.MAX_VALUE), most.shape());
  }
}
