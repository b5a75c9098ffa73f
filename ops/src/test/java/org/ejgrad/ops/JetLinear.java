// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/** Linear algebra as in textbooks, over numbers that differentiate themselves. */
final class JetLinear {
  /** The largest matrix of the table has norm 2.5: 2.5^40 / 40! is 1e-32. */
  private static final int TERMS_OF_EXPONENTIAL = 40;

  private JetLinear() {}

  static Jets identity(int n) {
    return Jets.of(n, n, (i, j) -> Jet.constant(i == j ? 1 : 0));
  }

  static Jets product(Jets a, Jets b) {
    return Jets.of(
        a.rows(),
        b.cols(),
        (i, j) -> {
          Jet sum = Jet.ZERO;
          for (int k = 0; k < a.cols(); k++) {
            sum = sum.plus(a.get(i, k).times(b.get(k, j)));
          }
          return sum;
        });
  }

  static Jets symmetric(Jets a) {
    return Jets.of(
        a.rows(),
        a.rows(),
        (i, j) -> i == j ? a.get(i, i) : a.get(i, j).plus(a.get(j, i)).times(0.5));
  }

  /** a^-1 b: elimination with the largest pivot of each column, then substitution from below. */
  static Jets solve(Jets a, Jets b) {
    int n = a.rows();
    Jet[][] rows = rows(a, b);
    eliminate(rows, n);
    for (int i = n - 1; i >= 0; i--) {
      for (int col = n; col < n + b.cols(); col++) {
        Jet rest = rows[i][col];
        for (int k = i + 1; k < n; k++) {
          rest = rest.minus(rows[i][k].times(rows[k][col]));
        }
        rows[i][col] = rest.over(rows[i][i]);
      }
    }
    return Jets.of(n, b.cols(), (i, j) -> rows[i][n + j]);
  }

  /** The product of the pivots, with the sign of the exchanges of rows. */
  static Jet determinant(Jets a) {
    Jet[][] rows = rows(a, new Jets(a.rows(), 0, List.of()));
    Jet product = Jet.constant(eliminate(rows, a.rows()));
    for (int k = 0; k < a.rows(); k++) {
      product = product.times(rows[k][k]);
    }
    return product;
  }

  /** Makes the first columns upper triangular, and returns the sign of the exchanges. */
  private static int eliminate(Jet[][] rows, int n) {
    int sign = 1;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = size(rows[i][k]) > size(rows[pivot][k]) ? i : pivot;
      }
      if (pivot != k) {
        Jet[] exchanged = rows[k];
        rows[k] = rows[pivot];
        rows[pivot] = exchanged;
        sign = -sign;
      }
      for (int i = k + 1; i < n; i++) {
        Jet factor = rows[i][k].over(rows[k][k]);
        for (int j = k + 1; j < rows[i].length; j++) {
          rows[i][j] = rows[i][j].minus(factor.times(rows[k][j]));
        }
      }
    }
    return sign;
  }

  private static double size(Jet x) {
    return Math.abs(x.value());
  }

  private static Jet[][] rows(Jets a, Jets beside) {
    Jet[][] rows = new Jet[a.rows()][];
    for (int i = 0; i < rows.length; i++) {
      List<Jet> row = new ArrayList<>(a.row(i).elements());
      row.addAll(beside.row(i).elements());
      rows[i] = row.toArray(new Jet[0]);
    }
    return rows;
  }

  /** The minor without a row and a column, with its sign; expanded, as it may be singular. */
  static Jet cofactor(Jets a, int row, int col) {
    Jets minor =
        Jets.of(
            a.rows() - 1, a.rows() - 1, (i, j) -> a.get(i < row ? i : i + 1, j < col ? j : j + 1));
    return expanded(minor).times((row + col) % 2 == 0 ? 1 : -1);
  }

  private static Jet expanded(Jets a) {
    Jet sum = a.rows() == 0 ? Jet.constant(1) : Jet.ZERO;
    for (int j = 0; j < a.rows(); j++) {
      sum = sum.plus(a.get(0, j).times(cofactor(a, 0, j)));
    }
    return sum;
  }

  /** The lower factor of the symmetric part, row by row. */
  static Jets cholesky(Jets a) {
    int n = a.rows();
    Jets s = symmetric(a);
    Jet[][] l = new Jet[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        Jet rest = s.get(i, j);
        for (int k = 0; k < j; k++) {
          rest = rest.minus(l[i][k].times(l[j][k]));
        }
        l[i][j] = i == j ? rest.map(UnivariateDerivative2::sqrt) : rest.over(l[j][j]);
      }
    }
    return Jets.of(n, n, (i, j) -> j > i ? Jet.ZERO : l[i][j]);
  }

  /** Gram and Schmidt: each column less its parts along those before it, then of length 1. */
  static Jets orthonormal(Jets a) {
    Jet[][] q = columns(a);
    for (int k = 0; k < q.length; k++) {
      for (int j = 0; j < k; j++) {
        Jet share = dot(q[j], q[k]);
        for (int i = 0; i < a.rows(); i++) {
          q[k][i] = q[k][i].minus(share.times(q[j][i]));
        }
      }
      Jet length = dot(q[k], q[k]).map(UnivariateDerivative2::sqrt);
      for (int i = 0; i < a.rows(); i++) {
        q[k][i] = q[k][i].over(length);
      }
    }
    return Jets.of(a.rows(), a.cols(), (i, j) -> q[j][i]);
  }

  static Jet dot(Jet[] a, Jet[] b) {
    Jet sum = Jet.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.plus(a[i].times(b[i]));
    }
    return sum;
  }

  static Jet[][] columns(Jets a) {
    Jet[][] columns = new Jet[a.cols()][a.rows()];
    for (int j = 0; j < a.cols(); j++) {
      for (int i = 0; i < a.rows(); i++) {
        columns[j][i] = a.get(i, j);
      }
    }
    return columns;
  }

  /** Taylor's series. */
  static Jets exponential(Jets a) {
    Jets sum = identity(a.rows());
    Jets term = sum;
    for (int k = 1; k <= TERMS_OF_EXPONENTIAL; k++) {
      Jet divisor = Jet.constant(k);
      term = product(term, a).map(v -> v.over(divisor));
      Jets before = sum;
      Jets added = term;
      sum = Jets.of(a.rows(), a.rows(), (i, j) -> before.get(i, j).plus(added.get(i, j)));
    }
    return sum;
  }
}
