// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private final Network model = SoftmaxMlp.layers(3, 8, 4).seed(2).build();

  /** 1,600,000 predictions of one model, for the number of rows that comes just then. */
  @Test
  void predict_fromSixteenThreads_givesTheBitsOfOne()
      throws InterruptedException, ExecutionException {
    assertSameBitsFromThreads(16, 100_000, 6);
  }

  /** More numbers of rows than programs are kept for. */
  @Test
  void predict_ofManySizes_fromManyThreads_givesTheBitsOfOne()
      throws InterruptedException, ExecutionException {
    assertSameBitsFromThreads(8, 2000, 12);
  }

  private void assertSameBitsFromThreads(int threadCount, int predictions, int mostRows)
      throws InterruptedException, ExecutionException {
    List<DMatrixRMaj> inputs = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    for (int rows = 1; rows <= mostRows; rows++) {
      inputs.add(GradientCheck.normal(rows, 3));
      expected.add(model.predict(inputs.get(rows - 1)).getData());
    }
    ExecutorService threads = Executors.newFixedThreadPool(threadCount);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int t = 0; t < threadCount; t++) {
        int offset = t;
        ends.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < predictions; i++) {
                    int k = (i + offset) % mostRows;
                    assertArrayEquals(expected.get(k), model.predict(inputs.get(k)).getData());
                  }
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void predict_seesChangedParameters_andHandsOutItsOwnMatrix() {
    DMatrixRMaj x = GradientCheck.normal(2, 3);
    DMatrixRMaj before = model.predict(x);
    assertNotSame(before, model.predict(x));
    Expr bias = model.parameters().get(3);
    bias.cell().set(new DMatrixRMaj(1, 4, true, 1000, 0, 0, 0));
    assertEquals(1, model.predict(x).get(0, 0));
  }

  @Test
  void predict_ofNoRows_isNoRows() {
    DMatrixRMaj none = model.predict(new DMatrixRMaj(0, 3));
    assertEquals(0, none.numRows);
    assertEquals(4, none.numCols);
  }
}
