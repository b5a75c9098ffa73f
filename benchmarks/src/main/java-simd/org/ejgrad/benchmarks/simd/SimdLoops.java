// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import dev.ludovic.netlib.blas.BLAS;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ejgrad.benchmarks.TwoThreads;
import org.ejgrad.benchmarks.byhand.Loops;
import org.ejml.data.DMatrixRMaj;

/**
 * Loops over vectors, in two halves above a size where that pays, and OpenBLAS, which itself takes
 * two threads for large products.
 */
final class SimdLoops implements Loops {
  /** Elements from which a loop with functions, or without, is split. */
  private static final int SPLIT_FUNCTIONS = 8_000;

  private static final int SPLIT_ARITHMETIC = 64_000;

  private final BLAS blas = OpenBlas.load();
  private final TwoThreads threads = new TwoThreads();

  private void split(int n, int unit, int threshold, TwoThreads.Loop loop) {
    if (n < threshold) {
      loop.run(0, n);
    } else {
      threads.run(n, unit, loop);
    }
  }

  /** Row-major c = a b is column-major c' = b' a'. */
  @Override
  public void mult(
      DMatrixRMaj a, boolean transA, DMatrixRMaj b, boolean transB, DMatrixRMaj c, boolean add) {
    int inner = transA ? a.numRows : a.numCols;
    blas.dgemm(
        transB ? "T" : "N",
        transA ? "T" : "N",
        c.numCols,
        c.numRows,
        inner,
        1,
        b.data,
        b.numCols,
        a.data,
        a.numCols,
        add ? 1 : 0,
        c.data,
        c.numCols);
  }

  @Override
  public void addBias(DMatrixRMaj z, DMatrixRMaj bias) {
    int cols = z.numCols;
    split(
        z.data.length, cols, SPLIT_ARITHMETIC, (from, to) -> addBias(z.data, bias.data, from, to));
  }

  private static void addBias(double[] z, double[] bias, int from, int to) {
    int cols = bias.length;
    for (int at = from; at < to; at += cols) {
      for (int j = 0; j < cols; j++) {
        z[at + j] += bias[j];
      }
    }
  }

  @Override
  public void addBiasSigmoid(DMatrixRMaj z, DMatrixRMaj bias) {
    int cols = z.numCols;
    split(z.data.length, cols, SPLIT_FUNCTIONS, (from, to) -> sigmoid(z.data, bias.data, from, to));
  }

  private static void sigmoid(double[] z, double[] bias, int from, int to) {
    if (bias.length % L == 0) {
      Sigmoid.wide(z, bias, from, to);
    } else {
      // Narrow layers: the bias in a pass of its own, so that vectors are full.
      addBias(z, bias, from, to);
      Sigmoid.flat(z, from, to);
    }
  }

  @Override
  public void addBiasRelu(DMatrixRMaj z, DMatrixRMaj bias) {
    split(
        z.data.length,
        z.numCols,
        SPLIT_ARITHMETIC,
        (from, to) -> addBiasRelu(z.data, bias.data, from, to));
  }

  /** Left to the JIT: a mask for the columns over would cost more than the loop. */
  private static void addBiasRelu(double[] z, double[] bias, int from, int to) {
    int cols = bias.length;
    for (int at = from; at < to; at += cols) {
      for (int j = 0; j < cols; j++) {
        z[at + j] = Math.max(z[at + j] + bias[j], 0);
      }
    }
  }

  @Override
  public void timesSigmoidSlope(DMatrixRMaj bar, DMatrixRMaj y) {
    split(
        bar.data.length,
        L,
        SPLIT_ARITHMETIC,
        (from, to) -> timesSigmoidSlope(bar.data, y.data, from, to));
  }

  private static void timesSigmoidSlope(double[] bar, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      bar[i] *= y[i] * (1 - y[i]);
    }
  }

  @Override
  public void timesReluSlope(DMatrixRMaj bar, DMatrixRMaj y) {
    split(
        bar.data.length,
        L,
        SPLIT_ARITHMETIC,
        (from, to) -> timesReluSlope(bar.data, y.data, from, to));
  }

  private static void timesReluSlope(double[] bar, double[] y, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      VectorMask<Double> on = DoubleVector.fromArray(S, y, i).compare(VectorOperators.GT, 0);
      DoubleVector zero = DoubleVector.zero(S);
      zero.blend(DoubleVector.fromArray(S, bar, i), on).intoArray(bar, i);
    }
    for (; i < to; i++) {
      bar[i] = y[i] > 0 ? bar[i] : 0;
    }
  }

  @Override
  public void sumCols(DMatrixRMaj a, DMatrixRMaj sums) {
    ColumnSums.of(a.data, sums.data);
  }

  @Override
  public double sigmoidResidual(DMatrixRMaj z, DMatrixRMaj t) {
    return Residuals.sigmoid(z.data, t.data);
  }

  @Override
  public double softmaxResidual(DMatrixRMaj z, DMatrixRMaj t) {
    return Residuals.softmax(z.data, t.data, z.numRows, z.numCols);
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
    split(
        theta.data.length,
        L,
        SPLIT_ARITHMETIC,
        (from, to) -> Updates.adam(theta.data, g.data, m.data, v.data, rate * toM, toV, from, to));
  }

  @Override
  public void tanhExpGradient(DMatrixRMaj x, double a, double b, double c, DMatrixRMaj out) {
    // One thread: the table's figure is for one.
    TanhExp.gradient(x.data, a, b, c, out.data);
  }
}
