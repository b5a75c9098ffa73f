// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.constant;

import org.ejgrad.ops.Expr;
import org.ejgrad.ops.Losses;
import org.ejml.data.DMatrixRMaj;

/**
 * Logistic regression on twelve samples of three features, as an expression and once more by hand:
 * the loss is the mean of log(1 + exp(z)) - y z with z = X w + b. All data are exact in binary.
 */
final class LogisticProblem {
  static final int SAMPLES = 12;
  static final int FEATURES = 3;

  private LogisticProblem() {}

  /** 3 x 1. */
  static DMatrixRMaj initialWeights() {
    return new DMatrixRMaj(new double[][] {{0.5}, {-1}, {2}});
  }

  /** 1 x 1. */
  static DMatrixRMaj initialBias() {
    return new DMatrixRMaj(new double[][] {{0.25}});
  }

  static Expr loss(Expr w, Expr b) {
    return loss(w, b, SAMPLES);
  }

  /** The same on the first samples only. */
  static Expr loss(Expr w, Expr b, int samples) {
    DMatrixRMaj x = new DMatrixRMaj(samples, FEATURES);
    DMatrixRMaj y = new DMatrixRMaj(samples, 1);
    for (int i = 0; i < samples; i++) {
      y.set(i, 0, target(i));
      for (int j = 0; j < FEATURES; j++) {
        x.set(i, j, feature(i, j));
      }
    }
    return Losses.binaryCrossEntropy(constant(x).mult(w).plus(b), constant(y));
  }

  /** By hand, for theta = (w1, w2, w3, b). */
  static double[] gradient(double[] theta) {
    double[] gradient = new double[FEATURES + 1];
    for (int i = 0; i < SAMPLES; i++) {
      double z = theta[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        z += feature(i, j) * theta[j];
      }
      double residual = 1 / (1 + Math.exp(-z)) - target(i);
      for (int j = 0; j < FEATURES; j++) {
        gradient[j] += residual * feature(i, j) / SAMPLES;
      }
      gradient[FEATURES] += residual / SAMPLES;
    }
    return gradient;
  }

  static double feature(int i, int j) {
    return (Math.floorMod(7 * i + 3 * j * j + 5 * i * j, 11) - 5) / 4.0;
  }

  static double target(int i) {
    return (i * i + i) % 3 == 0 ? 1 : 0;
  }

  /** (w1, w2, w3, b) as they are now. */
  static double[] values(Expr w, Expr b) {
    DMatrixRMaj weights = w.evaluate();
    return new double[] {weights.get(0), weights.get(1), weights.get(2), b.evaluate().get(0)};
  }
}
