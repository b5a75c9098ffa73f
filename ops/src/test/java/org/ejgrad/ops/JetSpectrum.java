// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.JetLinear.columns;
import static org.ejgrad.ops.JetLinear.identity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/**
 * Eigenvalues and singular values by Jacobi's rotations of numbers that differentiate themselves.
 * Where the numbers have converged, one sweep more brings the slopes to their limit, and another
 * the curvatures, as a rotation then changes others than its own pair by nothing.
 *
 * @param left vectors as columns: the eigenvectors, or the left singular vectors
 * @param values one column, in the order that the ops document
 * @param right the eigenvectors again, or the right singular vectors
 */
record JetSpectrum(Jets left, Jets values, Jets right) {
  /** Matrices of the table are up to 4 x 4 with small elements off the diagonal: 5 sweeps and 2. */
  private static final int SWEEPS = 8;

  /** Of the symmetric part: ascending. */
  static JetSpectrum eigen(Jets a) {
    int n = a.rows();
    Jet[][] s = columns(JetLinear.symmetric(a));
    Jet[][] v = columns(identity(n));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          Rotation turn = Rotation.toZero(s[p][p], s[p][q], s[q][q]);
          turn.apply(s[p], s[q]);
          for (Jet[] column : s) {
            turn.apply(column, p, q);
          }
          s[p][q] = Jet.ZERO;
          s[q][p] = Jet.ZERO;
          turn.apply(v[p], v[q]);
        }
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> s[j][j].value()))
            .mapToInt(Integer::intValue)
            .toArray();
    Jets values = Jets.of(n, 1, (i, j) -> s[order[i]][order[i]]);
    Jets vectors = Jets.of(n, n, (i, j) -> v[order[j]][i].times(leadingSign(v[order[j]])));
    return new JetSpectrum(vectors, values, vectors);
  }

  /** Descending: right vectors v are eigenvectors of a' a, and left vectors a v / |a v|. */
  static JetSpectrum singular(Jets a) {
    if (a.rows() < a.cols()) {
      JetSpectrum transposed = singular(a.flipped());
      return new JetSpectrum(
              /* left= */ transposed.right, transposed.values, /* right= */ transposed.left)
          .signed();
    }
    int last = a.cols() - 1;
    JetSpectrum squares = eigen(JetLinear.product(a.flipped(), a));
    Jets values =
        Jets.of(
            a.cols(),
            1,
            (i, j) -> squares.values.get(last - i, 0).map(UnivariateDerivative2::sqrt));
    Jets right = Jets.of(a.cols(), a.cols(), (i, j) -> squares.right.get(i, last - j));
    Jets turned = JetLinear.product(a, right);
    Jets left = Jets.of(a.rows(), a.cols(), (i, j) -> turned.get(i, j).over(values.get(j, 0)));
    return new JetSpectrum(left, values, right).signed();
  }

  /** The same with left vectors whose largest entry is positive. */
  private JetSpectrum signed() {
    double[] signs = new double[left.cols()];
    Jet[][] columns = columns(left);
    for (int j = 0; j < signs.length; j++) {
      signs[j] = leadingSign(columns[j]);
    }
    return new JetSpectrum(
        Jets.of(left.rows(), left.cols(), (i, j) -> left.get(i, j).times(signs[j])),
        values,
        Jets.of(right.rows(), right.cols(), (i, j) -> right.get(i, j).times(signs[j])));
  }

  private static double leadingSign(Jet[] vector) {
    return PlainLinear.leadingSign(Arrays.stream(vector).mapToDouble(Jet::value).toArray());
  }

  /** (x, y) to (cos x - sin y, sin x + cos y). */
  private record Rotation(Jet cos, Jet sin) {
    /** The rotation that diagonalizes [pp pq; pq qq], by at most an eighth of a turn. */
    static Rotation toZero(Jet pp, Jet pq, Jet qq) {
      Jet angle = pq.times(2).over(qq.minus(pp)).map(UnivariateDerivative2::atan).times(0.5);
      return new Rotation(
          angle.map(UnivariateDerivative2::cos), angle.map(UnivariateDerivative2::sin));
    }

    void apply(Jet[] p, Jet[] q) {
      for (int i = 0; i < p.length; i++) {
        Jet x = p[i];
        p[i] = cos.times(x).minus(sin.times(q[i]));
        q[i] = sin.times(x).plus(cos.times(q[i]));
      }
    }

    void apply(Jet[] column, int p, int q) {
      Jet x = column[p];
      column[p] = cos.times(x).minus(sin.times(column[q]));
      column[q] = sin.times(x).plus(cos.times(column[q]));
    }
  }
}
