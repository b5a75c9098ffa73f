// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;

import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Two logistic regressions on the same twelve samples of three features, with the weights as one 3
 * x 2 parameter: the loss is the mean over samples of sum_k log(1 + exp(z_k)) - y_k z_k with z =
 * W'x. As an expression and by hand, for rules that treat matrices in a way of their own.
 */
final class MatrixLogistic {
  static final int ROWS = LogisticProblem.FEATURES;
  static final int COLS = 2;
  private static final int SAMPLES = LogisticProblem.SAMPLES;

  private MatrixLogistic() {}

  static Expr weights() {
    return parameter("w", new DMatrixRMaj(new double[][] {{0.5, 1}, {-1, 0.75}, {2, -0.5}}));
  }

  static Expr loss(Expr w) {
    DMatrixRMaj x = new DMatrixRMaj(SAMPLES, ROWS);
    DMatrixRMaj y = new DMatrixRMaj(SAMPLES, COLS);
    for (int i = 0; i < SAMPLES; i++) {
      for (int j = 0; j < ROWS; j++) {
        x.set(i, j, LogisticProblem.feature(i, j));
      }
      for (int k = 0; k < COLS; k++) {
        y.set(i, k, LogisticProblem.target(i + k));
      }
    }
    Expr z = constant(x).mult(w);
    return z.softplus().minus(constant(y).elementMult(z)).elementSum().divide(SAMPLES);
  }

  /** By hand, for weights in row-major order. */
  static double loss(double[] w) {
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < COLS; k++) {
        double z = z(w, i, k);
        sum += Math.log1p(Math.exp(z)) - LogisticProblem.target(i + k) * z;
      }
    }
    return sum / SAMPLES;
  }

  /** By hand, in row-major order. */
  static double[] gradient(double[] w) {
    double[] gradient = new double[ROWS * COLS];
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < COLS; k++) {
        double residual = 1 / (1 + Math.exp(-z(w, i, k))) - LogisticProblem.target(i + k);
        for (int j = 0; j < ROWS; j++) {
          gradient[j * COLS + k] += residual * LogisticProblem.feature(i, j) / SAMPLES;
        }
      }
    }
    return gradient;
  }

  private static double z(double[] w, int i, int k) {
    double z = 0;
    for (int j = 0; j < ROWS; j++) {
      z += LogisticProblem.feature(i, j) * w[j * COLS + k];
    }
    return z;
  }
}
