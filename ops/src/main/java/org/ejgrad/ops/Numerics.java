// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.base.Strings;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** What factorizations check and share. */
final class Numerics {
  /** Exponents up to which sums of squares are far from the ends of the range. */
  private static final int MODERATE = 400;

  /** Entries of vectors of length 1 that differ by less of their size count as equal. */
  private static final double EQUAL = 1e-6;

  private Numerics() {}

  /** The distance from 1 to the next larger number. */
  static double epsilon(Precision precision) {
    return precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  /** The shape of a result, which may be larger than a matrix can be. */
  static Shape resultOf(long rows, long cols) {
    boolean sidesFit = Math.max(rows, cols) <= Integer.MAX_VALUE;
    if (!sidesFit || rows * cols > Integer.MAX_VALUE) {
      throw ShapeMismatchException.violated(
          "the result must have at most 2147483647 elements, got " + rows + "x" + cols);
    }
    return Shape.of((int) rows, (int) cols);
  }

  static int requireSquare(Shape a) {
    if (a.rows() != a.cols()) {
      throw ShapeMismatchException.violated("the matrix must be square");
    }
    return a.rows();
  }

  static void requireRows(Shape a, Shape b) {
    if (a.rows() != b.rows()) {
      throw ShapeMismatchException.violated("a.rows must equal b.rows");
    }
  }

  /** Iterations do not end, and comparisons do not hold, on numbers that are not finite. */
  static void requireFinite(DMatrixRMaj a) {
    for (int i = 0; i < a.getNumElements(); i++) {
      requireFinite(a.data[i], i / a.numCols, i % a.numCols);
    }
  }

  /** The same of one element. */
  static void requireFinite(double element, int row, int column) {
    if (!Double.isFinite(element)) {
      throw refused(
          "the matrix must hold finite numbers, got %s at (%s, %s); look at what computed it",
          element, row, column);
    }
  }

  /** s = (a + a') / 2. */
  static void symmetricPart(DMatrixRMaj a, DMatrixRMaj s) {
    int n = a.numRows;
    for (int i = 0; i < n; i++) {
      s.data[i * n + i] = a.data[i * n + i];
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * a.data[i * n + j] + 0.5 * a.data[j * n + i];
        s.data[i * n + j] = mean;
        s.data[j * n + i] = mean;
      }
    }
  }

  /**
   * Brings the largest element into the range where its square neither over- nor underflows, times
   * a power of 2, and returns the power that takes results back. Exact: where the smallest element
   * would lose digits, by a smaller power.
   */
  static int moderate(DMatrixRMaj a) {
    int largest = largestExponent(a);
    int power = 0;
    if (largest > MODERATE) {
      int spare = smallestExponent(a) - Double.MIN_EXPONENT;
      power = Math.max(0, Math.min(largest - MODERATE, spare));
    } else if (largest < -MODERATE) {
      power = largest + MODERATE;
    }
    if (power != 0) {
      for (int i = 0; i < a.getNumElements(); i++) {
        a.data[i] = Math.scalb(a.data[i], -power);
      }
    }
    return power;
  }

  /** The exponent of the largest element by size; 0 of zeros. */
  static int largestExponent(DMatrixRMaj a) {
    double largest = 0;
    for (int i = 0; i < a.getNumElements(); i++) {
      largest = Math.max(largest, Math.abs(a.data[i]));
    }
    return largest == 0 ? 0 : exponent(largest);
  }

  /** The exponent of the smallest element by size but zeros; 0 of zeros. */
  static int smallestExponent(DMatrixRMaj a) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < a.getNumElements(); i++) {
      if (a.data[i] != 0) {
        smallest = Math.min(smallest, Math.abs(a.data[i]));
      }
    }
    return Double.isInfinite(smallest) ? 0 : exponent(smallest);
  }

  /** The exponent of a number that is not 0, that of its first digit also where it is denormal. */
  static int exponent(double x) {
    return Math.abs(x) < Double.MIN_NORMAL
        ? Math.getExponent(x * 0x1p54) - 54
        : Math.getExponent(x);
  }

  /**
   * Whether the largest of {@code count} entries by size, the first of those that are equal but for
   * rounding errors, is negative.
   *
   * @param at where the first stands
   * @param step how far the next stands from it
   */
  static boolean leadsNegative(DMatrixRMaj vectors, int at, int step, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(vectors.data[at + i * step]));
    }
    for (int i = 0; i < count; i++) {
      double v = vectors.data[at + i * step];
      if (Math.abs(v) >= (1 - EQUAL) * largest) {
        return v < 0;
      }
    }
    return false;
  }

  /**
   * Which value comes first, second, and so on; equals in the order they are in. By insertion: the
   * factorization that gave the values costs more.
   *
   * @param order as many places as there are values. Modified.
   */
  static void order(double[] values, boolean ascending, int[] order) {
    for (int i = 0; i < order.length; i++) {
      int at = i;
      for (; at > 0; at--) {
        int compared = Double.compare(values[order[at - 1]], values[i]);
        if (ascending ? compared <= 0 : compared >= 0) {
          break;
        }
        order[at] = order[at - 1];
      }
      order[at] = i;
    }
  }

  static IllegalArgumentException refused(String template, Object... values) {
    return new IllegalArgumentException(Strings.lenientFormat(template, values));
  }
}
