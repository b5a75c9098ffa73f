// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.LinearAlgebraTest.assertMatrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.junit.jupiter.api.Test;

class SparseConstantTest {
  @Test
  void mult_byNaN_whereNothingIsStored_isNothing() {
    SparseConstant s = SparseConstant.of(SparseRows.sparse());
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1}, {2}, {Double.NaN}, {4}});
    assertMatrix(new double[][] {{0}, {0}, {5}}, s.mult(constant(x)).evaluate());
    assertEquals(Shape.of(4, 3), s.transpose().shape());
    assertEquals(Shape.of(3, 4), s.shape());
    Expr y = constant(new double[][] {{1}, {1}, {1}});
    assertMatrix(new double[][] {{3}, {2}, {0}, {-0.5}}, s.transpose().mult(y).evaluate());
  }

  /** As of products of dense matrices: a cotangent of 0 meets infinity. */
  @Test
  void rowsNotTaken_contributeNothing_whateverIsStored() {
    DMatrixSparseCSC matrix = new DMatrixSparseCSC(2, 2);
    matrix.set(0, 0, Double.POSITIVE_INFINITY);
    matrix.set(1, 1, 2);
    Expr p = Autograd.input("p", 2, 1);
    Expr y =
        constant(new double[][] {{1}, {0}}).select(p.square(), SparseConstant.of(matrix).mult(p));
    Expr g = Autograd.gradients(y.elementSum(), p).get(0);
    Expr h =
        Autograd.hvp(y.elementSum(), List.of(p), List.of(constant(new double[][] {{1}, {1}})))
            .get(0);
    Workspace run = Autograd.compile(g, h).workspace();
    run.set(p, new DMatrixRMaj(2, 1, true, 3, 4)).run();
    assertMatrix(new double[][] {{6}, {2}}, run.value(g));
    assertMatrix(new double[][] {{2}, {0}}, run.value(h));
  }

  @Test
  void of_aMatrixWhoseArraysDoNotFit_isRefused() {
    DMatrixSparseCSC below = SparseRows.sparse();
    below.nz_rows[0] = below.numRows;
    assertRefused(
        "sparse constant 3x4: an element must be in one of its rows, got row 3 .*", below);
    DMatrixSparseCSC beyond = SparseRows.sparse();
    beyond.col_idx[beyond.numCols] = beyond.nz_length + 1;
    assertRefused("sparse constant 3x4: column 3 must hold some of its .*, at .*", beyond);
  }

  private static void assertRefused(String pattern, DMatrixSparseCSC matrix) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> SparseConstant.of(matrix))
                .getMessage());
    assertTrue(message.matches(pattern), message);
  }

  @Test
  void of_matrixChangedAfterwards_staysWhatItWas() {
    DMatrixSparseCSC matrix = SparseRows.sparse();
    SparseConstant s = SparseConstant.of(matrix);
    matrix.zero();
    Expr ones = constant(new double[][] {{1}, {1}, {1}, {1}});
    assertMatrix(new double[][] {{1}, {0}, {3.5}}, s.mult(ones).evaluate());
  }
}
