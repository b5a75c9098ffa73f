// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SumsTest {
  private static final int MANY = 10_000_000;

  private static void run(Op op, DMatrixRMaj x, DMatrixRMaj y) {
    op.kernel(List.of(Shape.of(x)), Precision.FLOAT64).run(new Block[] {Block.of(x)}, Block.of(y));
  }

  private static void columns(DMatrixRMaj x, DMatrixRMaj y) {
    Kernel kernel = Sums.LOOPS.sumColumns(Shape.of(x), Precision.FLOAT64);
    kernel.run(new Block[] {Block.of(x)}, Block.of(y));
  }

  private static double all(double... x) {
    return Sums.LOOPS.sum(Block.of(new DMatrixRMaj(1, x.length, true, x)), 0, x.length);
  }

  @ParameterizedTest
  @CsvSource({
    "1,10000000,1,1",
    "1,10000000,1,10000000",
    "10000000,1,1,1",
    "5,2000000,5,1",
    "2000000,5,1,5",
    "10000000,1,10000000,1"
  })
  void sumTo_tenMillionTenths_isRightToOneInABillion(int rows, int cols, int toRows, int toCols) {
    DMatrixRMaj x = new DMatrixRMaj(rows, cols);
    Arrays.fill(x.data, 0.1);
    DMatrixRMaj y = new DMatrixRMaj(toRows, toCols);
    run(new SumTo(Shape.of(toRows, toCols)), x, y);
    double expected = 0.1 * ((double) MANY / y.getNumElements());
    for (int i = 0; i < y.getNumElements(); i++) {
      assertEquals(expected, y.data[i], 1e-9);
    }
  }

  @Test
  void sumTo_anyLength_isNearTheExactSum() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 255, 256, 257, 511, 512, 513, 1000, 4099}) {
      DMatrixRMaj x = new DMatrixRMaj(n, 2);
      BigDecimal[] exact = {BigDecimal.ZERO, BigDecimal.ZERO};
      double size = 0;
      for (int i = 0; i < 2 * n; i++) {
        x.data[i] = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8));
        exact[i % 2] = exact[i % 2].add(new BigDecimal(x.data[i]));
        size += Math.abs(x.data[i]);
      }
      DMatrixRMaj columns = new DMatrixRMaj(1, 2);
      columns(x, columns);
      double all = all(x.data);
      // At most 32 additions in a run and ten levels above it, each off by half a unit.
      double tolerance = size * 42 * 0x1p-53;
      assertEquals(exact[0].add(exact[1]).doubleValue(), all, tolerance);
      assertEquals(exact[0].doubleValue(), columns.data[0], tolerance);
      assertEquals(exact[1].doubleValue(), columns.data[1], tolerance);
    }
  }

  @Test
  void sums_infinityAndNan_areNotTurnedIntoEachOther() {
    double inf = Double.POSITIVE_INFINITY;
    for (double special : new double[] {inf, -inf, Double.NaN}) {
      for (int at : new int[] {0, 255, 256, 599}) {
        double[] x = new double[600];
        Arrays.fill(x, 1.5);
        x[at] = special;
        DMatrixRMaj y = new DMatrixRMaj(1, 1);
        columns(new DMatrixRMaj(600, 1, true, x), y);
        assertEquals(special, y.get(0));
        assertEquals(special, all(x));
      }
    }
    double[] both = new double[600];
    both[0] = inf;
    both[599] = -inf;
    DMatrixRMaj y = new DMatrixRMaj(1, 1);
    columns(new DMatrixRMaj(600, 1, true, both), y);
    assertTrue(Double.isNaN(y.get(0)));
    assertTrue(Double.isNaN(all(both)));
  }

  /** A million times a number that is lost in each addition. */
  @Test
  void add_ofManySmallNumbers_keepsWhatRoundingTakes() {
    double[] sum = {1};
    double[] lost = {0};
    for (int i = 0; i < 1_000_000; i++) {
      Sums.add(new double[] {1e-17}, sum, lost);
    }
    assertEquals(1 + 1e-11, sum[0], 2e-16);
  }

  @Test
  void sumsOfBlocks_ofInfinityAndNan_areNotTurnedIntoEachOther() {
    double inf = Double.POSITIVE_INFINITY;
    Node x = Node.input("x", Shape.of(10_000, 1));
    Node sum = Structure.sumTo(x, Shape.SCALAR);
    Workspace run = Program.compile(List.of(sum), Updates.NONE).workspace();
    for (double special : new double[] {inf, -inf, Double.NaN}) {
      for (int at : new int[] {0, 300, 9_999}) {
        DMatrixRMaj numbers = new DMatrixRMaj(10_000, 1);
        numbers.data[at] = special;
        assertEquals(special, run.set(x, numbers).run().scalar(sum));
      }
    }
  }

  @Test
  void broadcast_eachKind_repeats() {
    for (double[][] from :
        List.of(
            new double[][] {{5}},
            new double[][] {{5, 6, 7}},
            new double[][] {{5}, {6}},
            new double[][] {{1, 2, 3}, {4, 5, 6}})) {
      DMatrixRMaj x = new DMatrixRMaj(from);
      DMatrixRMaj y = new DMatrixRMaj(2, 3);
      run(new Broadcast(Shape.of(2, 3)), x, y);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          assertEquals(from[i % x.numRows][j % x.numCols], y.get(i, j));
        }
      }
    }
  }
}
