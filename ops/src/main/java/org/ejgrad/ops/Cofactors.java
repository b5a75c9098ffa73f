// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The matrix of cofactors of a from a and its LU factor: d a^-T, or of a singular matrix, by its
 * singular values, det(U) det(V) U diag(the product of the other s_j) V'.
 *
 * <p>Where pivots are so large or small that d or a^-T may leave the range of numbers, though their
 * product does not, it goes by a balanced matrix b instead, a_ij = 2^(r_i + c_j) b_ij with elements
 * of size 2 at most: the cofactor of a_ij is that of b_ij times 2 to the sum of all other r and c.
 */
final class Cofactors implements MatrixKernel.Work {
  /** Powers of 2 up to which pivots, and twice that their product, count as moderate. */
  private static final int MODERATE = 400;

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
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    LuFactor.determinant(x[1], seen, product);
    if (isModerate(x[1])) {
      Arrays.fill(ofRows, 0);
      Arrays.fill(ofColumns, 0);
      cofactors(x[0], x[1], y);
      multiply(y, 0);
      return;
    }
    long all = balance(x[0]);
    one[0] = balanced;
    lu.run(one, factor);
    LuFactor.determinant(factor, seen, product);
    cofactors(balanced, factor, y);
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

  /** Divides rows, then columns, by powers of 2; returns the sum of the powers. */
  private long balance(DMatrixRMaj a) {
    int n = a.numRows;
    long all = 0;
    balanced.setTo(a);
    for (int i = 0; i < n; i++) {
      ofRows[i] = exponentOfLargest(i * n, 1);
      scale(i * n, 1, -ofRows[i]);
      all += ofRows[i];
    }
    for (int j = 0; j < n; j++) {
      ofColumns[j] = exponentOfLargest(j, n);
      scale(j, n, -ofColumns[j]);
      all += ofColumns[j];
    }
    return all;
  }

  private int exponentOfLargest(int from, int step) {
    double largest = 0;
    for (int k = 0; k < balanced.numRows; k++) {
      largest = Math.max(largest, Math.abs(balanced.data[from + k * step]));
    }
    // Of denormal numbers -1023, so that columns have some way left to go.
    return largest == 0 ? 0 : Math.getExponent(largest);
  }

  private void scale(int from, int step, int power) {
    for (int k = 0; k < balanced.numRows; k++) {
      int at = from + k * step;
      balanced.data[at] = Math.scalb(balanced.data[at], power);
    }
  }

  /** Those of a over the fraction and power of 2 of the product, which is the determinant of a. */
  private void cofactors(DMatrixRMaj a, DMatrixRMaj ofA, DMatrixRMaj y) {
    for (int i = 0; i < y.numRows; i++) {
      if (!(LuFactor.remains(ofA, i) > illConditioned)) {
        bySvd(a, y);
        return;
      }
    }
    LuFactor.solve(ofA, true, identity, y, scratch);
  }

  private void bySvd(DMatrixRMaj a, DMatrixRMaj y) {
    int n = y.numRows;
    one[0] = a;
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
