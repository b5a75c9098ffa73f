// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.LinearAlgebraTest.assertMatrix;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejgrad.graph.Shape;
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

  @Test
  void of_matrixChangedAfterwards_staysWhatItWas() {
    DMatrixSparseCSC matrix = SparseRows.sparse();
    SparseConstant s = SparseConstant.of(matrix);
    matrix.zero();
    Expr ones = constant(new double[][] {{1}, {1}, {1}, {1}});
    assertMatrix(new double[][] {{1}, {0}, {3.5}}, s.mult(ones).evaluate());
  }
}
