// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A product of the tier of this run of two random factors as their flags want them; those of one
 * shape hold the same numbers.
 */
final class ProductCase {
  static final boolean[] FLAGS = {false, true};

  /** Where the matrices start in their arrays. */
  static final int AT = 3;

  /** The rest of a matrix's array must stay as it is. */
  private static final double UNTOUCHED = 0.125;

  enum Precision {
    DOUBLE,
    FLOAT;

    double rounded(double value) {
      return this == DOUBLE ? value : (float) value;
    }

    /** Of 1. */
    double ulp() {
      return this == DOUBLE ? Math.ulp(1.0) : Math.ulp(1.0f);
    }
  }

  /** A product of either precision, on arrays of double. */
  record Product(Precision precision, DoubleProduct doubles, FloatProduct floats) {
    static Product of(Precision precision, boolean transA, boolean transB, int m, int n, int k) {
      return new Product(
          precision,
          DoubleProduct.of(transA, transB, m, n, k),
          FloatProduct.of(transA, transB, m, n, k));
    }

    void run(double[] a, double[] b, double[] y, int at, int rows) {
      if (precision == Precision.DOUBLE) {
        doubles.run(a, at, b, at, y, at, rows);
      } else {
        float[] result = narrow(y);
        floats.run(narrow(a), at, narrow(b), at, result, at, rows);
        widen(result, y);
      }
    }

    void run(double[] a, double[] b, double[] y, int at, int rows, int part) {
      if (precision == Precision.DOUBLE) {
        doubles.run(a, at, b, at, y, at, rows, part);
      } else {
        float[] result = narrow(y);
        floats.run(narrow(a), at, narrow(b), at, result, at, rows, part);
        widen(result, y);
      }
    }

    int parts() {
      assertEquals(doubles.parts(), floats.parts());
      return doubles.parts();
    }

    private static float[] narrow(double[] values) {
      float[] narrow = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        narrow[i] = (float) values[i];
      }
      return narrow;
    }

    private static void widen(float[] values, double[] wide) {
      for (int i = 0; i < values.length; i++) {
        wide[i] = values[i];
      }
    }
  }

  private final SplittableRandom random = new SplittableRandom(17);
  final Precision precision;
  final Product product;
  final boolean transA;
  final boolean transB;
  final int m;
  final int n;
  final int k;
  final double[] a;
  final double[] b;

  ProductCase(Precision precision, boolean transA, boolean transB, int m, int n, int k) {
    this.precision = precision;
    this.transA = transA;
    this.transB = transB;
    this.m = m;
    this.n = n;
    this.k = k;
    product = Product.of(precision, transA, transB, m, n, k);
    SplittableRandom numbers = new SplittableRandom(m * 1000L + n * 31L + k);
    a = factor(numbers, transA, m, k);
    b = factor(numbers, transB, k, n);
  }

  private double[] factor(SplittableRandom numbers, boolean turned, int rows, int cols) {
    // As long as it must be, so that reading beyond its end throws.
    double[] data = new double[AT + rows * cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        double value = precision.rounded(2 * numbers.nextDouble() - 1);
        data[AT + (turned ? j * rows + i : i * cols + j)] = value;
      }
    }
    return data;
  }

  int rows() {
    return transA ? k : m;
  }

  double[] empty() {
    double[] y = new double[AT + m * n + 5];
    Arrays.fill(y, UNTOUCHED);
    return y;
  }

  double[] run(int rows) {
    double[] y = empty();
    product.run(a, b, y, AT, rows);
    return y;
  }

  void runPart(double[] y, int rows, int part) {
    product.run(a, b, y, AT, rows, part);
  }

  void check(double[] y, int rows) {
    check(y, rows, Integer.MAX_VALUE);
  }

  /**
   * Within k roundings, or the most given, of the sum of |a b|, of a sum in twice the precision.
   */
  void check(double[] y, int rows, int most) {
    int down = transA ? m : rows;
    int inner = transA ? rows : k;
    for (int at = 0; at < y.length; at++) {
      int i = at < AT || n == 0 ? -1 : (at - AT) / n;
      if (i < 0 || i >= down) {
        assertEquals(UNTOUCHED, y[at], this + ": outside");
      } else if (inner < 64 || random.nextInt(16) == 0) {
        checkElement(i, (at - AT) % n, inner, y[at], Math.min(most, inner + 2));
      }
    }
  }

  private void checkElement(int i, int j, int inner, double got, int roundings) {
    double sum = 0;
    double rest = 0;
    double size = 0;
    for (int t = 0; t < inner; t++) {
      double x = a[AT + (transA ? t * m + i : i * k + t)];
      double z = b[AT + (transB ? j * k + t : t * n + j)];
      double p = x * z;
      double next = sum + p;
      double shadow = next - sum;
      rest += (sum - (next - shadow)) + (p - shadow) + Math.fma(x, z, -p);
      sum = next;
      size += Math.abs(p);
    }
    double bound = roundings * size * precision.ulp();
    if (!(Math.abs(got - (sum + rest)) <= bound)) {
      assertEquals(sum + rest, got, bound, this + ": element " + i + ", " + j);
    }
  }

  @Override
  public String toString() {
    return precision + (transA ? " T" : " N") + (transB ? "T " : "N ") + m + "x" + n + "x" + k;
  }

  /** All flags: parts in any order cover the product once with the same bits. */
  static void checkParts(Precision precision, int[] s) {
    for (boolean transA : FLAGS) {
      for (boolean transB : FLAGS) {
        ProductCase c = new ProductCase(precision, transA, transB, s[0], s[1], s[2]);
        int count = c.product.parts();
        assertTrue(count > 1 && count <= 16, count + " parts");
        for (int rows : new int[] {c.rows(), c.rows() - c.rows() / 3}) {
          double[] forward = c.empty();
          double[] backward = c.empty();
          int[] writes = new int[forward.length];
          for (int part = 0; part < count; part++) {
            double[] alone = c.empty();
            c.runPart(alone, rows, part);
            c.runPart(forward, rows, part);
            c.runPart(backward, rows, count - 1 - part);
            for (int i = 0; i < writes.length; i++) {
              writes[i] += alone[i] == UNTOUCHED ? 0 : 1;
            }
          }
          c.check(forward, rows);
          assertEquals(-1, Arrays.mismatch(forward, backward));
          int written = transA ? c.m * c.n : rows * c.n;
          assertEquals(written, Arrays.stream(writes).sum());
          assertEquals(1, Arrays.stream(writes).max().orElse(0));
        }
      }
    }
  }
}
