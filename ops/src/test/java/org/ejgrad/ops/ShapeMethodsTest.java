// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What the op table cannot say of moving, repeating and ordering: ties, NaN, and running. */
class ShapeMethodsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  @Test
  void sortRows_withTies_givesEachItsOwnSlopeInTheOrderOfColumns() {
    Expr x = row(2, 1, 2, 1);
    Expr loss = x.sortRows().dot(constant(new double[][] {{10, 20, 30, 40}}));
    assertArrayEquals(new double[] {30, 10, 40, 20}, elements(gradients(loss, x).get(0)));
  }

  @Test
  void topKRows_withTies_takesTheFirst() {
    Expr x = row(1, 3, 3, 3);
    Expr top = x.topKRows(2);
    assertArrayEquals(new double[] {3, 3}, elements(top));
    Expr loss = top.dot(constant(new double[][] {{10, 20}}));
    assertArrayEquals(new double[] {0, 10, 20, 0}, elements(gradients(loss, x).get(0)));
  }

  @Test
  void sortAndTopK_ofNanInfinityAndZeros_followTheDocumentedOrder() {
    Expr x = row(0.0, NAN, -INF, -0.0, INF);
    assertArrayEquals(new double[] {-INF, -0.0, 0.0, INF, NAN}, elements(x.sortRows()));
    assertArrayEquals(new double[] {NAN, INF, 0.0}, elements(x.topKRows(3)));
    assertArrayEquals(new double[] {NAN, INF, 0.0}, elements(x.transpose().topKCols(3)));
  }

  @Test
  void topKRows_ofNone_isEmpty() {
    assertEquals(Shape.of(1, 0), Shape.of(row(1, 2).topKRows(0).evaluate()));
  }

  @Test
  void sortRows_ofMoreThanFloatCanCount_isRefusedInFloat() {
    List<Shape> tooMany = List.of(Shape.of(1, (1 << 24) + 1));
    SortedColumns op = new SortedColumns(false, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> op.kernel(tooMany, Precision.FLOAT32))
            .toString();
    assertTrue(message.contains("float tells 16777216 elements"), message);
    assertTrue(message.contains("got 16777217. Compile in double."), message);
  }

  @Test
  void triangles_cutNanOffFromValuesAndSlopes() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1, NAN}, {INF, 2}}));
    assertArrayEquals(new double[] {1, 0, INF, 2}, elements(x.lowerTriangle(0)));
    assertArrayEquals(new double[] {1, NAN, 0, 2}, elements(x.upperTriangle(0)));
    Expr loss = x.lowerTriangle(0).upperTriangle(0).square().elementSum();
    assertArrayEquals(new double[] {2, 0, 0, 4}, elements(gradients(loss, x).get(0)));
  }

  @Test
  void roll_byAllOrNothing_isTheMatrixItself() {
    Expr x = row(1, 2, 3);
    assertSame(x, x.rollCols(0));
    assertSame(x, x.rollCols(-6));
    assertSame(x, x.rollRows(5));
    assertArrayEquals(new double[] {3, 1, 2}, elements(x.rollCols(1)));
    assertArrayEquals(new double[] {3, 1, 2}, elements(x.rollCols(Integer.MIN_VALUE)));
  }

  @Test
  void flip_twice_isCompiledAway() {
    Expr x = Autograd.input("x", 3, 2);
    assertEquals(
        Autograd.compile(x.plus(1)).text(),
        Autograd.compile(x.flipRows().flipRows().plus(1)).text());
    assertTrue(Autograd.compile(x.flipRows().flipCols()).text().contains("flipRows"));
  }

  @Test
  void cumulativeSums_goTheDocumentedWay() {
    Expr x = constant(new double[][] {{1, 2}, {3, 4}});
    assertArrayEquals(new double[] {1, 3, 3, 7}, elements(x.cumSumRows()));
    assertArrayEquals(new double[] {1, 2, 4, 6}, elements(x.cumSumCols()));
  }

  @Test
  void repetitions_goTheDocumentedWay() {
    Expr x = row(1, 2);
    assertArrayEquals(new double[] {1, 2, 1, 2}, elements(x.tile(1, 2)));
    assertArrayEquals(new double[] {1, 1, 2, 2}, elements(x.repeatCols(2)));
    assertArrayEquals(new double[] {1, 2, 1, 2}, elements(x.repeatRows(2)));
  }

  @Test
  void scatterAddRows_indexOutOfRange_failsWithTheRowAndTheRule() {
    Expr scattered =
        constant(new double[][] {{1}, {2}}).scatterAddRows(constant(new double[][] {{0}, {3}}), 3);
    String message = assertThrows(OpFailedException.class, scattered::evaluate).toString();
    assertTrue(
        message.contains("the index in row 1 must be a whole number from 0 to 2, got 3.0"),
        message);
    Expr ofNone = constant(new DMatrixRMaj(0, 2)).gatherRows(0);
    String none = assertThrows(OpFailedException.class, ofNone::evaluate).toString();
    assertTrue(
        none.contains("the index in row 0 points to a row or class, of which there is none"), none);
  }

  private static Expr row(double... values) {
    return parameter("x", new DMatrixRMaj(new double[][] {values}));
  }

  private static double[] elements(Expr x) {
    DMatrixRMaj value = x.evaluate();
    return Arrays.copyOf(value.data, value.getNumElements());
  }
}
