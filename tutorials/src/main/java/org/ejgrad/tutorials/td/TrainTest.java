// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Data to fit to, and data of the same kind to judge by.
 *
 * @param trainX m x n, the first column ones
 * @param trainY m x 1
 * @param testX any number of rows, n columns
 * @param testY as many rows as testX
 */
public record TrainTest(
    DMatrixRMaj trainX, DMatrixRMaj trainY, DMatrixRMaj testX, DMatrixRMaj testY) {
  private static final int TRAINING_ROWS = 12;
  private static final int TEST_ROWS = 200;
  private static final int FEATURES = 8;

  /**
   * y = x theta + noise, theta and noise N(0, 1), x a column of ones and 7 features N(0, 1); 12
   * training rows, so few that 8 numbers can follow the noise, and 200 test rows.
   */
  public static TrainTest generate(long seed) {
    CounterRandom random = CounterRandom.of(seed);
    DMatrixRMaj theta = random.stream(0).normal(FEATURES, 1, 0, 1);
    DMatrixRMaj trainX = features(random.stream(1), TRAINING_ROWS);
    DMatrixRMaj testX = features(random.stream(2), TEST_ROWS);
    return new TrainTest(
        trainX,
        targets(random.stream(3), trainX, theta),
        testX,
        targets(random.stream(4), testX, theta));
  }

  /** Matrices can be changed by whoever holds them; this shares none with the receiver. */
  TrainTest copy() {
    return new TrainTest(trainX.copy(), trainY.copy(), testX.copy(), testY.copy());
  }

  private static DMatrixRMaj features(CounterRandom random, int rows) {
    DMatrixRMaj x = random.normal(rows, FEATURES, 0, 1);
    for (int i = 0; i < rows; i++) {
      x.set(i, 0, 1);
    }
    return x;
  }

  private static DMatrixRMaj targets(CounterRandom random, DMatrixRMaj x, DMatrixRMaj theta) {
    DMatrixRMaj y = random.normal(x.numRows, 1, 0, 1);
    CommonOps_DDRM.multAdd(x, theta, y);
    return y;
  }
}
