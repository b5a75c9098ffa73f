// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** Short words for formulas of papers, which count elements from 1. */
final class Columns {
  private Columns() {}

  /** x_i, 1 x 1. */
  static Expr at(Expr x, int i) {
    return x.extractMatrix(i - 1, i, 0, 1);
  }

  /** These numbers below each other. */
  static Expr column(Expr... parts) {
    return Expr.concatRows(parts);
  }

  /** f(first) to f(last) below each other. */
  static Expr column(int first, int last, IntFunction<Expr> f) {
    return Expr.concatRows(IntStream.rangeClosed(first, last).mapToObj(f).toArray(Expr[]::new));
  }

  static Expr numbers(double... values) {
    return constant(point(values));
  }

  /** The numbers f(1) to f(m). */
  static Expr numbers(int m, IntToDoubleFunction f) {
    return numbers(IntStream.rangeClosed(1, m).mapToDouble(f).toArray());
  }

  static DMatrixRMaj point(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values.clone());
  }

  static double[] range(int n, IntToDoubleFunction f) {
    return IntStream.rangeClosed(1, n).mapToDouble(f).toArray();
  }
}
