// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import org.ejml.data.DMatrixRMaj;

/** The inner loops of a network's step, in matrices of matching shapes; nothing is checked. */
public interface Loops {
  /** c = op(a) op(b), or c + op(a) op(b); op transposes where its flag says so. */
  void mult(
      DMatrixRMaj a, boolean transA, DMatrixRMaj b, boolean transB, DMatrixRMaj c, boolean add);

  /** z = z + bias in each row. */
  void addBias(DMatrixRMaj z, DMatrixRMaj bias);

  /** z = sigmoid(z + bias). */
  void addBiasSigmoid(DMatrixRMaj z, DMatrixRMaj bias);

  /** z = relu(z + bias). */
  void addBiasRelu(DMatrixRMaj z, DMatrixRMaj bias);

  /** bar = bar y (1 - y). */
  void timesSigmoidSlope(DMatrixRMaj bar, DMatrixRMaj y);

  /** bar = bar where y > 0, else 0. */
  void timesReluSlope(DMatrixRMaj bar, DMatrixRMaj y);

  /** sums = the sum of the rows of a. */
  void sumCols(DMatrixRMaj a, DMatrixRMaj sums);

  /** z = (sigmoid(z) - t) / rows; returns the mean binary cross-entropy. */
  double sigmoidResidual(DMatrixRMaj z, DMatrixRMaj t);

  /** z = (softmax(z) - t) / rows; returns the mean cross-entropy. */
  double softmaxResidual(DMatrixRMaj z, DMatrixRMaj t);

  /** theta = theta - rate g. */
  void descend(DMatrixRMaj theta, DMatrixRMaj g, double rate);

  /**
   * Adam with the paper's settings.
   *
   * @param toM 1 / (1 - beta1^t)
   * @param toV 1 / (1 - beta2^t)
   */
  void adam(
      DMatrixRMaj theta,
      DMatrixRMaj g,
      DMatrixRMaj m,
      DMatrixRMaj v,
      double rate,
      double toM,
      double toV);

  /** out = the gradient of sum(tanh(a x + b) exp(-c x^2)). */
  void tanhExpGradient(DMatrixRMaj x, double a, double b, double c, DMatrixRMaj out);
}
