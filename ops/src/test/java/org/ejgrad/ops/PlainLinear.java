// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** Linear algebra in the plainest Java, by other algorithms than EJML's. */
final class PlainLinear {
  /** A column of values, and vectors as columns. */
  record Spectrum(DMatrixRMaj values, DMatrixRMaj vectors) {}

  private PlainLinear() {}

  /** Gauss and Jordan with row pivots. */
  static DMatrixRMaj inverse(DMatrixRMaj a) {
    int n = a.numRows;
    DMatrixRMaj left = a.copy();
    DMatrixRMaj right = identity(n);
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(left.get(i, k)) > Math.abs(left.get(pivot, k)) ? i : pivot;
      }
      for (DMatrixRMaj m : new DMatrixRMaj[] {right, left}) {
        for (int j = 0; j < n; j++) {
          double swapped = m.get(k, j);
          m.set(k, j, m.get(pivot, j));
          m.set(pivot, j, swapped);
        }
      }
      double pivotValue = left.get(k, k);
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double factor = left.get(i, k) / pivotValue;
          subtract(left, i, factor, k);
          subtract(right, i, factor, k);
        }
      }
      for (int j = 0; j < n; j++) {
        left.set(k, j, left.get(k, j) / pivotValue);
        right.set(k, j, right.get(k, j) / pivotValue);
      }
    }
    return right;
  }

  /** By the first row's minors. */
  static double determinant(DMatrixRMaj a) {
    double sum = a.numRows == 0 ? 1 : 0;
    for (int j = 0; j < a.numRows; j++) {
      sum += a.get(0, j) * cofactor(a, 0, j);
    }
    return sum;
  }

  static double cofactor(DMatrixRMaj a, int row, int col) {
    DMatrixRMaj minor =
        Plain.matrix(
            a.numRows - 1,
            a.numRows - 1,
            (i, j) -> a.get(i < row ? i : i + 1, j < col ? j : j + 1));
    return ((row + col) % 2 == 0 ? 1 : -1) * determinant(minor);
  }

  static DMatrixRMaj symmetric(DMatrixRMaj a) {
    return Plain.matrix(a.numRows, a.numRows, (i, j) -> (a.get(i, j) + a.get(j, i)) / 2);
  }

  static DMatrixRMaj cholesky(DMatrixRMaj a) {
    DMatrixRMaj s = symmetric(a);
    DMatrixRMaj l = new DMatrixRMaj(s.numRows, s.numRows);
    for (int i = 0; i < s.numRows; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = s.get(i, j);
        for (int k = 0; k < j; k++) {
          rest -= l.get(i, k) * l.get(j, k);
        }
        l.set(i, j, i == j ? Math.sqrt(rest) : rest / l.get(j, j));
      }
    }
    return l;
  }

  /** Gram and Schmidt, each column twice. */
  static DMatrixRMaj orthonormal(DMatrixRMaj a) {
    DMatrixRMaj q = over(a, unit(a));
    for (int k = 0; k < q.numCols; k++) {
      for (int time = 0; time < 2; time++) {
        for (int j = 0; j < k; j++) {
          double share = columnDot(q, j, q, k);
          for (int i = 0; i < q.numRows; i++) {
            q.add(i, k, -share * q.get(i, j));
          }
        }
      }
      double length = Math.sqrt(columnDot(q, k, q, k));
      for (int i = 0; i < q.numRows; i++) {
        q.set(i, k, q.get(i, k) / length);
      }
    }
    return q;
  }

  static DMatrixRMaj pseudoInverse(DMatrixRMaj a) {
    double unit = unit(a);
    DMatrixRMaj scaled = over(a, unit);
    DMatrixRMaj t = Plain.flipped(scaled);
    return over(
        a.numRows >= a.numCols
            ? Plain.product(inverse(Plain.product(t, scaled)), t)
            : Plain.product(t, inverse(Plain.product(scaled, t))),
        unit);
  }

  /** A power of two as large as the largest element, so that squares do not overflow. */
  private static double unit(DMatrixRMaj a) {
    double largest = RandomOpGraph.largest(a);
    boolean hasOne = largest >= Double.MIN_NORMAL && largest <= Double.MAX_VALUE;
    return hasOne ? Math.scalb(1.0, Math.getExponent(largest)) : 1;
  }

  private static DMatrixRMaj over(DMatrixRMaj a, double unit) {
    return Plain.unary(v -> v / unit).at(List.of(a));
  }

  /** Jacobi's rotations, then ascending, with the largest entry of each vector positive. */
  static Spectrum eigen(DMatrixRMaj a) {
    int n = a.numRows;
    double unit = unit(a);
    DMatrixRMaj s = symmetric(over(a, unit));
    DMatrixRMaj v = identity(n);
    double negligible = 0x1p-60 * Math.sqrt(Plain.sum(Plain.unary(e -> e * e).at(List.of(s)).data));
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (Math.abs(s.get(p, q)) > negligible) {
            double angle = Math.atan2(2 * s.get(p, q), s.get(q, q) - s.get(p, p)) / 2;
            DMatrixRMaj turn = rotation(n, p, q, angle);
            s = Plain.product(Plain.flipped(turn), Plain.product(s, turn));
            v = Plain.product(v, turn);
          }
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = s.get(i, i) * unit;
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    DMatrixRMaj turned = v;
    DMatrixRMaj sorted =
        Plain.matrix(n, n, (i, j) -> turned.get(i, order[j]) * leadingSign(turned, order[j]));
    return new Spectrum(Plain.matrix(n, 1, (i, j) -> values[order[i]]), sorted);
  }

  /** Singular values, descending, and left vectors, from the eigenvectors of a a'. */
  static Spectrum left(DMatrixRMaj a) {
    double unit = unit(a);
    DMatrixRMaj scaled = over(a, unit);
    Spectrum full = eigen(Plain.product(scaled, Plain.flipped(scaled)));
    int m = a.numRows;
    int k = Math.min(m, a.numCols);
    DMatrixRMaj values = Plain.matrix(k, 1, (i, j) -> unit * Math.sqrt(full.values.get(m - 1 - i)));
    return new Spectrum(values, Plain.matrix(m, k, (i, j) -> full.vectors.get(i, m - 1 - j)));
  }

  /** a' u_j / s_j. */
  static DMatrixRMaj right(DMatrixRMaj a) {
    Spectrum left = left(a);
    DMatrixRMaj turned = Plain.product(Plain.flipped(a), left.vectors);
    return Plain.matrix(
        a.numCols, left.values.numRows, (i, j) -> turned.get(i, j) / left.values.get(j));
  }

  /** The power series. */
  static DMatrixRMaj exponential(DMatrixRMaj a) {
    DMatrixRMaj sum = identity(a.numRows);
    DMatrixRMaj term = identity(a.numRows);
    for (int k = 1; k < 80; k++) {
      DMatrixRMaj product = Plain.product(term, a);
      int divisor = k;
      term = Plain.matrix(a.numRows, a.numRows, (i, j) -> product.get(i, j) / divisor);
      for (int i = 0; i < sum.getNumElements(); i++) {
        sum.data[i] += term.data[i];
      }
    }
    return sum;
  }

  static DMatrixRMaj identity(int n) {
    return Plain.matrix(n, n, (i, j) -> i == j ? 1 : 0);
  }

  private static DMatrixRMaj rotation(int n, int p, int q, double angle) {
    DMatrixRMaj turn = identity(n);
    turn.set(p, p, Math.cos(angle));
    turn.set(q, q, Math.cos(angle));
    turn.set(p, q, Math.sin(angle));
    turn.set(q, p, -Math.sin(angle));
    return turn;
  }

  /** The sign of the first entry that is the largest in size, to a millionth. */
  static double leadingSign(double[] vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    return Math.signum(
        Arrays.stream(vector)
            .filter(x -> Math.abs(x) >= (1 - 1e-6) * largest)
            .findFirst()
            .orElse(0));
  }

  private static double leadingSign(DMatrixRMaj v, int column) {
    return leadingSign(Plain.col(v, column));
  }

  private static void subtract(DMatrixRMaj m, int row, double factor, int other) {
    for (int j = 0; j < m.numCols; j++) {
      m.add(row, j, -factor * m.get(other, j));
    }
  }

  private static double columnDot(DMatrixRMaj a, int i, DMatrixRMaj b, int j) {
    double sum = 0;
    for (int row = 0; row < a.numRows; row++) {
      sum += a.get(row, i) * b.get(row, j);
    }
    return sum;
  }
}
