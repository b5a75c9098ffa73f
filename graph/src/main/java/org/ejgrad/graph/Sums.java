// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import java.util.ServiceLoader;

/**
 * Sums whose error does not grow with the length: 1e7 times 0.1 is right to 1e-9, where one running
 * sum is off by 1.6e-4. The order of additions depends on the length alone; numbers of float are
 * added in double.
 */
final class Sums implements Additions {
  /** Those provided, or these plain ones. */
  static final Additions LOOPS =
      ServiceLoader.load(Additions.class, Additions.class.getClassLoader())
          .findFirst()
          .orElseGet(Sums::new);

  /** Below this a running sum in eight lanes is accurate enough, and quick; in four it was not. */
  private static final int BLOCK = 256;

  private Sums() {}

  @Override
  public Kernel add(Precision precision) {
    return precision == Precision.FLOAT64 ? Sums::doubles : Sums::floats;
  }

  private static void doubles(Block[] x, Block y) {
    double[] a = x[0].doubles;
    double[] b = x[1].doubles;
    double[] sum = y.doubles;
    int aAt = x[0].at;
    int bAt = x[1].at;
    int yAt = y.at;
    for (int i = 0, length = y.length(); i < length; i++) {
      sum[yAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  private static void floats(Block[] x, Block y) {
    float[] a = x[0].floats;
    float[] b = x[1].floats;
    float[] sum = y.floats;
    int aAt = x[0].at;
    int bAt = x[1].at;
    int yAt = y.at;
    for (int i = 0, length = y.length(); i < length; i++) {
      sum[yAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  @Override
  public Kernel sumColumns(Shape x, Precision precision) {
    return new Columns(x, precision);
  }

  @Override
  public double sum(Block x, int from, int length) {
    return x.precision() == Precision.FLOAT64
        ? all(x.doubles, x.at + from, length)
        : all(x.floats, x.at + from, length);
  }

  /** y_i = sum_j x_ij. */
  static void rows(Block[] x, Block y) {
    for (int i = 0; i < y.rows; i++) {
      y.set(i, LOOPS.sum(x[0], i * x[0].cols, x[0].cols));
    }
  }

  /** Pairwise over blocks (Higham 1993). */
  static double all(double[] x, int at, int length) {
    if (length > BLOCK) {
      int half = half(length);
      return all(x, at, half) + all(x, at + half, length - half);
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int end = at + length;
    int i = at;
    for (; i + 7 < end; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** The same. Fewer lanes do: double has 29 bits to spare. */
  static double all(float[] x, int at, int length) {
    if (length > BLOCK) {
      int half = half(length);
      return all(x, at, half) + all(x, at + half, length - half);
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int end = at + length;
    int i = at;
    for (; i + 3 < end; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public boolean allFinite(Block x, int from, int length) {
    int at = x.at + from;
    return x.precision() == Precision.FLOAT64
        ? allFinite(x.doubles, at, at + length)
        : allFinite(x.floats, at, at + length);
  }

  /** x * 0 is 0 for finite x and NaN otherwise. */
  static boolean allFinite(double[] x, int from, int to) {
    // Independent sums, because one waits four cycles for each addition.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      s0 += x[i] * 0.0;
      s1 += x[i + 1] * 0.0;
      s2 += x[i + 2] * 0.0;
      s3 += x[i + 3] * 0.0;
      s4 += x[i + 4] * 0.0;
      s5 += x[i + 5] * 0.0;
      s6 += x[i + 6] * 0.0;
      s7 += x[i + 7] * 0.0;
    }
    for (; i < to; i++) {
      s0 += x[i] * 0.0;
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 == 0;
  }

  private static boolean allFinite(float[] x, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      s0 += x[i] * 0f;
      s1 += x[i + 1] * 0f;
      s2 += x[i + 2] * 0f;
      s3 += x[i + 3] * 0f;
      s4 += x[i + 4] * 0f;
      s5 += x[i + 5] * 0f;
      s6 += x[i + 6] * 0f;
      s7 += x[i + 7] * 0f;
    }
    for (; i < to; i++) {
      s0 += x[i] * 0f;
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 == 0;
  }

  private static int half(int length) {
    return (length / 2 + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * y_j = sum_i x_ij, row after row: running sums over blocks of rows, which are then added with
   * Kahan's compensation.
   */
  static final class Columns implements Kernel {
    /** Only where results are of float: those of double are added up where they go. */
    private final double[] sums;

    /** Only where there is more than one block. */
    private final double[] block;

    private final double[] lost;

    Columns(Shape x, Precision precision) {
      sums = new double[precision == Precision.FLOAT64 ? 0 : x.cols()];
      block = new double[x.rows() > BLOCK ? x.cols() : 0];
      lost = new double[block.length];
    }

    @Override
    public void run(Block[] inputs, Block y) {
      Block x = inputs[0];
      boolean direct = y.precision() == Precision.FLOAT64;
      double[] sum = direct ? y.doubles : sums;
      int at = direct ? y.at : 0;
      sumRows(x, 0, Math.min(x.rows, BLOCK), sum, at);
      Arrays.fill(lost, 0);
      for (int from = BLOCK; from < x.rows; from += BLOCK) {
        sumRows(x, from, Math.min(x.rows, from + BLOCK), block, 0);
        add(block, sum, at, lost);
      }
      if (!direct) {
        for (int j = 0; j < y.cols; j++) {
          y.floats[y.at + j] = (float) sum[j];
        }
      }
    }

    private static void sumRows(Block x, int from, int to, double[] sum, int sumAt) {
      int cols = x.cols;
      Arrays.fill(sum, sumAt, sumAt + cols, 0);
      for (int i = from; i < to; i++) {
        if (x.precision() == Precision.FLOAT64) {
          addRow(x.doubles, x.at + i * cols, sum, sumAt, cols);
        } else {
          addRow(x.floats, x.at + i * cols, sum, sumAt, cols);
        }
      }
    }

    private static void addRow(double[] x, int at, double[] sum, int sumAt, int cols) {
      for (int j = 0; j < cols; j++) {
        sum[sumAt + j] += x[at + j];
      }
    }

    private static void addRow(float[] x, int at, double[] sum, int sumAt, int cols) {
      for (int j = 0; j < cols; j++) {
        sum[sumAt + j] += x[at + j];
      }
    }
  }

  /** Adds {@code x} to the numbers of {@code sum} from {@code at} on, compensated by Kahan. */
  static void add(double[] x, double[] sum, int at, double[] lost) {
    for (int i = 0; i < x.length; i++) {
      double term = x[i] - lost[i];
      double next = sum[at + i] + term;
      // Infinite sums would turn the compensation into NaN.
      lost[i] = Double.isInfinite(next) ? 0 : (next - sum[at + i]) - term;
      sum[at + i] = next;
    }
  }
}
