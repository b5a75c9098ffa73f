// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kernels that are chosen for large tables and full rows only, on whole numbers, whose sums are
 * exact in any order and precision.
 */
class LargeTablesTest {
  private static final int ROWS = 3_000;
  private static final int COLS = 3;

  /** As many terms in each row as are added with a compensation in double too. */
  private static final int FULL = 9_000;

  /** More elements than a sum of blocks keeps a compensation for, and few rows that meet there. */
  @ParameterizedTest
  @EnumSource
  void scatterAddRows_ofFewRowsIntoALargeTable_addsThem_inEachRunAnew(Precision precision) {
    double[] indices = {7, ROWS - 1, 7, 0, 1};
    Expr x = Autograd.input("x", indices.length, COLS);
    Expr to = Autograd.constant(new DMatrixRMaj(indices));
    Expr y = x.scatterAddRows(to, ROWS);
    Workspace run = Program.compile(List.of(y), Updates.NONE, precision).workspace();
    for (int times = 1; times <= 2; times++) {
      DMatrixRMaj numbers = numbers(indices.length, COLS, times);
      DMatrixRMaj expected = new DMatrixRMaj(ROWS, COLS);
      for (int i = 0; i < indices.length; i++) {
        for (int j = 0; j < COLS; j++) {
          int row = (int) indices[i];
          expected.set(row, j, expected.get(row, j) + numbers.get(i, j));
        }
      }
      assertSame(expected, run.set(x, numbers).run().value(y));
    }
  }

  /** More terms in each row of the product than are added without a compensation. */
  @ParameterizedTest
  @EnumSource
  void sparseMult_ofFullRows_isTheProduct_inEachRunAnew(Precision precision) {
    DMatrixRMaj dense = numbers(4, FULL, 3);
    DMatrixSparseCSC stored = new DMatrixSparseCSC(4, FULL);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < FULL; j++) {
        stored.set(i, j, dense.get(i, j));
      }
    }
    Expr x = Autograd.input("x", FULL, COLS);
    Expr y = SparseConstant.of(stored).mult(x);
    Expr same = SparseConstant.of(transposed(stored)).transpose().mult(x);
    Workspace run = Program.compile(List.of(y, same), Updates.NONE, precision).workspace();
    for (int times = 1; times <= 2; times++) {
      DMatrixRMaj numbers = numbers(FULL, COLS, times);
      DMatrixRMaj expected =
          Plain.matrix(
              4,
              COLS,
              (i, j) -> {
                double sum = 0;
                for (int k = 0; k < FULL; k++) {
                  sum += dense.get(i, k) * numbers.get(k, j);
                }
                return sum;
              });
      run.set(x, numbers).run();
      assertSame(expected, run.value(y));
      assertSame(expected, run.value(same));
    }
  }

  private static DMatrixSparseCSC transposed(DMatrixSparseCSC matrix) {
    DMatrixSparseCSC transposed = new DMatrixSparseCSC(matrix.numCols, matrix.numRows);
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        transposed.set(j, i, matrix.get(i, j));
      }
    }
    return transposed;
  }

  /** From 1 to 10, differently for each kind. */
  private static DMatrixRMaj numbers(int rows, int cols, int kind) {
    return Plain.matrix(rows, cols, (i, j) -> 1 + (7 * i + 3 * j + kind) % 10);
  }

  private static void assertSame(DMatrixRMaj expected, DMatrixRMaj actual) {
    for (int i = 0; i < expected.getNumElements(); i++) {
      assertEquals(expected.data[i], actual.data[i], 0.0);
    }
  }
}
