// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockTest {
  /** 4x2 numbers 0, 1, ... of which the block is the last two rows. */
  private static Block lastRows(Precision precision) {
    Block whole = Block.allocate(4, 2, precision);
    for (int i = 0; i < 8; i++) {
      whole.set(i, i);
    }
    Block rows = new Block(2, 2, precision);
    rows.share(whole);
    rows.at = 4;
    rows.firstRow = 2;
    return rows;
  }

  private static double[] all(Block block) {
    double[] numbers = new double[block.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = block.get(i);
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource
  void elements_areCountedFromTheFirstRow(Precision precision) {
    Block rows = lastRows(precision);
    assertArrayEquals(new double[] {4, 5, 6, 7}, all(rows));
    rows.set(1, 50.5);
    rows.fill(2, 1, -1);
    assertArrayEquals(new double[] {4, 50.5, -1, 7}, all(rows));
    assertEquals(4, rows.at());
    assertEquals(2, rows.firstRow());
    assertEquals(2, rows.rows());
    assertEquals(2, rows.cols());
    assertSame(precision, rows.precision());
    assertEquals(precision == Precision.FLOAT64 ? 8 : 0, rows.doubles().length);
    assertEquals(precision == Precision.FLOAT32 ? 8 : 0, rows.floats().length);
  }

  @ParameterizedTest
  @EnumSource
  void copy_fromEitherPrecision_takesThatManyFromThere(Precision to) {
    for (Precision from : Precision.values()) {
      Block target = lastRows(to);
      Block source = lastRows(from);
      target.copy(1, source, 2, 2);
      assertArrayEquals(new double[] {4, 6, 7, 7}, all(target), from + " to " + to);
    }
  }

  @ParameterizedTest
  @EnumSource
  void toMatrix_isACopyOfTheBlockOnly(Precision precision) {
    Block rows = lastRows(precision);
    DMatrixRMaj copy = rows.toMatrix();
    assertEquals(2, copy.numRows);
    assertArrayEquals(new double[] {4, 5, 6, 7}, copy.data);
    copy.data[0] = 100;
    assertEquals(4, rows.get(0));
  }

  @ParameterizedTest
  @EnumSource
  void allocate_startsAtItsArrayWithZeros(Precision precision) {
    Block rows = lastRows(precision);
    rows.allocate();
    assertEquals(0, rows.at());
    assertArrayEquals(new double[4], all(rows));
  }

  @Test
  void of_aMatrix_isOnItsArray() {
    DMatrixRMaj doubles = new DMatrixRMaj(1, 2);
    Block.of(doubles).set(1, 3);
    assertEquals(3, doubles.data[1]);
    FMatrixRMaj floats = new FMatrixRMaj(1, 2);
    Block.of(floats).set(1, 0.1);
    assertEquals(0.1f, floats.data[1]);
  }

  @Test
  void matrixOp_readsAndWritesWholeBlocks() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6}});
    DMatrixRMaj y = new DMatrixRMaj(3, 2);
    Kernel kernel = new TestOps.Flip().kernel(List.of(Shape.of(x)), Precision.FLOAT64);
    kernel.run(new Block[] {Block.of(x)}, Block.of(y));
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, y.data);
  }

  @Test
  void rowSum_bytes_areADoubleForEachElementAndTask() {
    assertEquals(8 * 3 * 16, RowSum.bytes(3, 16));
    assertEquals(8L * 4096 * 1_000_000, RowSum.bytes(4096, 1_000_000));
    assertEquals(8, Precision.FLOAT64.bytes());
    assertEquals(4, Precision.FLOAT32.bytes());
  }
}
