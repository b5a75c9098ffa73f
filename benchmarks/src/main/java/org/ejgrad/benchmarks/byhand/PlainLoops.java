// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Loops that the JIT compiles, and EJML's products; one thread. */
final class PlainLoops implements Loops {
  @Override
  public void mult(
      DMatrixRMaj a, boolean transA, DMatrixRMaj b, boolean transB, DMatrixRMaj c, boolean add) {
    if (transA && !add) {
      CommonOps_DDRM.multTransA(a, b, c);
    } else if (transA) {
      CommonOps_DDRM.multAddTransA(a, b, c);
    } else if (transB && !add) {
      CommonOps_DDRM.multTransB(a, b, c);
    } else if (transB) {
      CommonOps_DDRM.multAddTransB(a, b, c);
    } else if (add) {
      CommonOps_DDRM.multAdd(a, b, c);
    } else {
      CommonOps_DDRM.mult(a, b, c);
    }
  }

  @Override
  public void addBias(DMatrixRMaj z, DMatrixRMaj bias) {
    int cols = z.numCols;
    for (int i = 0; i < z.numRows; i++) {
      for (int j = 0, at = i * cols; j < cols; j++, at++) {
        z.data[at] += bias.data[j];
      }
    }
  }

  @Override
  public void addBiasSigmoid(DMatrixRMaj z, DMatrixRMaj bias) {
    int cols = z.numCols;
    for (int i = 0; i < z.numRows; i++) {
      for (int j = 0, at = i * cols; j < cols; j++, at++) {
        z.data[at] = 1 / (1 + Math.exp(-(z.data[at] + bias.data[j])));
      }
    }
  }

  @Override
  public void addBiasRelu(DMatrixRMaj z, DMatrixRMaj bias) {
    int cols = z.numCols;
    for (int i = 0; i < z.numRows; i++) {
      for (int j = 0, at = i * cols; j < cols; j++, at++) {
        z.data[at] = Math.max(z.data[at] + bias.data[j], 0);
      }
    }
  }

  @Override
  public void timesSigmoidSlope(DMatrixRMaj bar, DMatrixRMaj y) {
    double[] b = bar.data;
    for (int i = 0; i < b.length; i++) {
      b[i] *= y.data[i] * (1 - y.data[i]);
    }
  }

  @Override
  public void timesReluSlope(DMatrixRMaj bar, DMatrixRMaj y) {
    double[] b = bar.data;
    for (int i = 0; i < b.length; i++) {
      if (y.data[i] <= 0) {
        b[i] = 0;
      }
    }
  }

  @Override
  public void sumCols(DMatrixRMaj a, DMatrixRMaj sums) {
    CommonOps_DDRM.sumCols(a, sums);
  }

  @Override
  public double sigmoidResidual(DMatrixRMaj z, DMatrixRMaj t) {
    double loss = 0;
    int rows = z.numRows;
    for (int i = 0; i < rows; i++) {
      double x = z.data[i];
      double e = Math.exp(-Math.abs(x));
      loss += Math.max(x, 0) - x * t.data[i] + Math.log1p(e);
      z.data[i] = ((x >= 0 ? 1 : e) / (1 + e) - t.data[i]) / rows;
    }
    return loss / rows;
  }

  @Override
  public double softmaxResidual(DMatrixRMaj z, DMatrixRMaj t) {
    int rows = z.numRows;
    int cols = z.numCols;
    double loss = 0;
    for (int i = 0; i < rows; i++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int at = i * cols; at < (i + 1) * cols; at++) {
        max = Math.max(max, z.data[at]);
      }
      double sum = 0;
      for (int at = i * cols; at < (i + 1) * cols; at++) {
        loss -= t.data[at] * (z.data[at] - max);
        z.data[at] = Math.exp(z.data[at] - max);
        sum += z.data[at];
      }
      loss += Math.log(sum);
      for (int at = i * cols; at < (i + 1) * cols; at++) {
        z.data[at] = (z.data[at] / sum - t.data[at]) / rows;
      }
    }
    return loss / rows;
  }

  @Override
  public void descend(DMatrixRMaj theta, DMatrixRMaj g, double rate) {
    double[] p = theta.data;
    for (int i = 0; i < p.length; i++) {
      p[i] -= rate * g.data[i];
    }
  }

  @Override
  public void adam(
      DMatrixRMaj theta,
      DMatrixRMaj g,
      DMatrixRMaj m,
      DMatrixRMaj v,
      double rate,
      double toM,
      double toV) {
    double[] p = theta.data;
    for (int i = 0; i < p.length; i++) {
      double gi = g.data[i];
      double mi = Adam.BETA1 * m.data[i] + (1 - Adam.BETA1) * gi;
      double vi = Adam.BETA2 * v.data[i] + (1 - Adam.BETA2) * gi * gi;
      m.data[i] = mi;
      v.data[i] = vi;
      p[i] -= rate * (mi * toM) / (Math.sqrt(vi * toV) + Adam.EPSILON);
    }
  }

  @Override
  public void tanhExpGradient(DMatrixRMaj x, double a, double b, double c, DMatrixRMaj out) {
    double[] g = out.data;
    for (int i = 0; i < g.length; i++) {
      double xi = x.data[i];
      double t = 1 - 2 / (Math.exp(2 * (a * xi + b)) + 1);
      g[i] = Math.exp(-c * xi * xi) * (a * (1 - t * t) - 2 * c * xi * t);
    }
  }
}
