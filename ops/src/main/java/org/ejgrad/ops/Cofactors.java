// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The matrix of cofactors of a from a and its LU factor: d a^-T, or of a singular matrix, by its
 * singular values, det(U) det(V) U diag(the product of the other s_j) V'.
 *
 * <p>Where a is ill-conditioned, elements differ much in size, or pivots are so large or small that
 * d or a^-T may leave the range of numbers, though their product does not, it goes by a balanced
 * matrix b instead, a_ij = 2^(r_i + c_j) b_ij with elements of size 2 at most: the cofactor of a_ij
 * is that of b_ij times 2 to the sum of all other r and c. Errors of singular values are those of
 * the largest, beside which cofactors of an unbalanced matrix may be nothing.
 */
final class Cofactors implements MatrixKernel.Work {
  /** Powers of 2 up to which pivots, and twice that their product, count as moderate. */
  private static final int MODERATE = 400;

  /** Half of the digits of a number. */
  private static final int EVEN = 26;

  /** Means of rows and columns are adjusted so often; without zeros, once would do. */
  private static final int ROUNDS = 20;

  /** A pivot that kept fewer digits than half of them makes d a^-T a product of errors. */
  private final double illConditioned;

  private final DMatrixRMaj identity;
  private final DMatrixRMaj scratch;
  private final boolean[] seen;
  private final SvdFactor svd;
  private final LuFactor lu = new LuFactor();
  private final ScaledProduct product = new ScaledProduct();
  private final DMatrixRMaj[] one = new DMatrixRMaj[1];
  private final DMatrixRMaj packed;
  private final DMatrixRMaj factor;
  private final DMatrixRMaj balanced;
  private final DMatrixRMaj u;
  private final DMatrixRMaj v;
  private final int[] ofRows;
  private final int[] ofColumns;
  private final double[] meanOfRow;
  private final double[] meanOfColumn;

  Cofactors(int n, double epsilon) {
    illConditioned = Math.sqrt(epsilon);
    identity = CommonOps_DDRM.identity(n);
    scratch = new DMatrixRMaj(n, n);
    seen = new boolean[n];
    svd = new SvdFactor(n, n);
    packed = new DMatrixRMaj(1 + 2 * n, n);
    factor = new DMatrixRMaj(1 + n, n);
    balanced = new DMatrixRMaj(n, n);
    u = new DMatrixRMaj(n, n);
    v = new DMatrixRMaj(n, n);
    ofRows = new int[n];
    ofColumns = new int[n];
    meanOfRow = new double[n];
    meanOfColumn = new double[n];
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    LuFactor.determinant(x[1], seen, product);
    long all = 0;
    if (isModerate(x[1]) && isWellConditioned(x[1]) && isEven(x[0])) {
      Arrays.fill(ofRows, 0);
      Arrays.fill(ofColumns, 0);
      LuFactor.solve(x[1], true, identity, y, scratch);
    } else {
      all = balance(x[0]);
      ofBalanced(y);
    }
    multiply(y, all);
  }

  private boolean isModerate(DMatrixRMaj factor) {
    boolean moderate = Math.abs(product.exponent()) <= 2 * MODERATE;
    for (int i = 0; i < factor.numCols; i++) {
      double pivot = factor.get(i, i);
      moderate &= pivot == 0 || Math.abs(Math.getExponent(pivot)) <= MODERATE;
    }
    return moderate;
  }

  /** Whether no elements are so small beside others that pivots may not leave half their digits. */
  private static boolean isEven(DMatrixRMaj a) {
    return Numerics.largestExponent(a) - Numerics.smallestExponent(a) <= EVEN;
  }

  private boolean isWellConditioned(DMatrixRMaj factor) {
    int i = 0;
    while (i < factor.numCols && LuFactor.remains(factor, i) > illConditioned) {
      i++;
    }
    return i == factor.numCols;
  }

  /**
   * Divides rows and columns by powers of 2, those whose exponents differ least, by squares, from
   * those of the elements (Curtis and Reid, "On the automatic scaling of matrices for Gaussian
   * elimination", 1972), then by their largest elements; returns the sum of the powers.
   */
  private long balance(DMatrixRMaj a) {
    int n = a.numRows;
    Arrays.fill(meanOfRow, 0);
    Arrays.fill(meanOfColumn, 0);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < n; i++) {
        meanOfRow[i] = mean(a, i * n, 1, meanOfColumn);
      }
      for (int j = 0; j < n; j++) {
        meanOfColumn[j] = mean(a, j, n, meanOfRow);
      }
    }
    long all = 0;
    for (int i = 0; i < n; i++) {
      ofColumns[i] = (int) Math.rint(meanOfColumn[i]);
    }
    for (int i = 0; i < n; i++) {
      ofRows[i] = largest(a, i * n, 1, ofColumns);
      all += ofRows[i];
    }
    for (int j = 0; j < n; j++) {
      ofColumns[j] = largest(a, j, n, ofRows);
      all += ofColumns[j];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        balanced.data[i * n + j] = Math.scalb(a.data[i * n + j], -ofRows[i] - ofColumns[j]);
      }
    }
    return all;
  }

  /** The mean exponent of a row's or column's elements but zeros, less those of the other side. */
  private static double mean(DMatrixRMaj a, int from, int step, double[] others) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < others.length; k++) {
      double element = a.data[from + k * step];
      if (element != 0) {
        sum += Numerics.exponent(element) - others[k];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static int largest(DMatrixRMaj a, int from, int step, int[] others) {
    int largest = Integer.MIN_VALUE;
    for (int k = 0; k < others.length; k++) {
      double element = a.data[from + k * step];
      if (element != 0) {
        largest = Math.max(largest, Numerics.exponent(element) - others[k]);
      }
    }
    return largest == Integer.MIN_VALUE ? 0 : largest;
  }

  /** Those of the balanced matrix over the product, which is the determinant or 1. */
  private void ofBalanced(DMatrixRMaj y) {
    one[0] = balanced;
    lu.run(one, factor);
    LuFactor.determinant(factor, seen, product);
    if (isWellConditioned(factor)) {
      LuFactor.solve(factor, true, identity, y, scratch);
    } else {
      bySvd(y);
    }
  }

  private void bySvd(DMatrixRMaj y) {
    int n = y.numRows;
    one[0] = balanced;
    svd.run(one, packed);
    CommonOps_DDRM.extract(packed, 1, 1 + n, 0, n, u);
    CommonOps_DDRM.extract(packed, 1 + n, 1 + 2 * n, 0, n, v);
    double sign = Math.signum(determinant(u)) * Math.signum(determinant(v));
    for (int j = 0; j < n; j++) {
      double others = sign;
      for (int k = 0; k < n; k++) {
        others *= k == j ? 1 : packed.data[k];
      }
      CommonOps_DDRM.scaleCol(others, u, j);
    }
    CommonOps_DDRM.multTransB(u, v, y);
    product.start(1);
  }

  private double determinant(DMatrixRMaj a) {
    one[0] = a;
    lu.run(one, factor);
    LuFactor.determinant(factor, seen, product);
    return product.value();
  }

  /** Times the product, and 2 to this power less that of the element's row and column. */
  private void multiply(DMatrixRMaj y, long all) {
    int n = y.numRows;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        long others = all - ofRows[i] - ofColumns[j];
        y.data[i * n + j] = product.value(y.data[i * n + j], others);
      }
    }
  }
}
