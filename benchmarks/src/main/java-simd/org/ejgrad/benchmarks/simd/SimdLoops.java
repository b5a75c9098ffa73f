// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import dev.ludovic.netlib.blas.BLAS;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
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
    if (cols == 1) {
      double b = bias[0];
      for (int i = from; i < to; i++) {
        z[i] += b;
      }
      return;
    }
    for (int at = from; at < to; at += cols) {
      for (int j = 0; j < cols; j += L) {
        VectorMask<Double> in = S.indexInRange(j, cols);
        DoubleVector y = DoubleVector.fromArray(S, z, at + j, in);
        y.add(DoubleVector.fromArray(S, bias, j, in)).intoArray(z, at + j, in);
      }
    }
  }

  @Override
  public void addBiasSigmoid(DMatrixRMaj z, DMatrixRMaj bias) {
    int cols = z.numCols;
    split(z.data.length, cols, SPLIT_FUNCTIONS, (from, to) -> sigmoid(z.data, bias.data, from, to));
  }

  private static void sigmoid(double[] z, double[] bias, int from, int to) {
    int cols = bias.length;
    if (cols % L != 0) {
      // Narrow layers: the bias in a pass of its own, so that vectors are full.
      for (int at = from; at < to; at += cols) {
        for (int j = 0; j < cols; j++) {
          z[at + j] += bias[j];
        }
      }
      int i = from;
      for (; i <= to - L; i += L) {
        VectorFunctions.sigmoid(DoubleVector.fromArray(S, z, i)).intoArray(z, i);
      }
      if (i < to) {
        VectorMask<Double> in = S.indexInRange(i, to);
        VectorFunctions.sigmoid(DoubleVector.fromArray(S, z, i, in)).intoArray(z, i, in);
      }
      return;
    }
    for (int at = from; at < to; at += cols) {
      for (int j = 0; j < cols; j += L) {
        DoubleVector x =
            DoubleVector.fromArray(S, z, at + j).add(DoubleVector.fromArray(S, bias, j));
        VectorFunctions.sigmoid(x).intoArray(z, at + j);
      }
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

  private static void addBiasRelu(double[] z, double[] bias, int from, int to) {
    int cols = bias.length;
    for (int at = from; at < to; at += cols) {
      for (int j = 0; j < cols; j += L) {
        VectorMask<Double> in = S.indexInRange(j, cols);
        DoubleVector y = DoubleVector.fromArray(S, z, at + j, in);
        y.add(DoubleVector.fromArray(S, bias, j, in)).max(0).intoArray(z, at + j, in);
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
    for (int i = from; i < to; i += L) {
      VectorMask<Double> in = S.indexInRange(i, to);
      VectorMask<Double> on = DoubleVector.fromArray(S, y, i, in).compare(VectorOperators.GT, 0);
      DoubleVector.fromArray(S, bar, i, in.and(on)).intoArray(bar, i, in);
    }
  }

  @Override
  public void sumCols(DMatrixRMaj a, DMatrixRMaj sums) {
    int cols = a.numCols;
    double[] x = a.data;
    if (cols == 1) {
      sums.data[0] = sum(x);
      return;
    }
    for (int j = 0; j < cols; j += L) {
      VectorMask<Double> in = S.indexInRange(j, cols);
      DoubleVector even = DoubleVector.zero(S);
      DoubleVector odd = DoubleVector.zero(S);
      int at = j;
      for (; at + cols < x.length; at += 2 * cols) {
        even = even.add(DoubleVector.fromArray(S, x, at, in));
        odd = odd.add(DoubleVector.fromArray(S, x, at + cols, in));
      }
      if (at < x.length) {
        even = even.add(DoubleVector.fromArray(S, x, at, in));
      }
      even.add(odd).intoArray(sums.data, j, in);
    }
  }

  private static double sum(double[] x) {
    DoubleVector sum = DoubleVector.zero(S);
    for (int i = 0; i < x.length; i += L) {
      sum = sum.add(DoubleVector.fromArray(S, x, i, S.indexInRange(i, x.length)));
    }
    return sum.reduceLanes(VectorOperators.ADD);
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
