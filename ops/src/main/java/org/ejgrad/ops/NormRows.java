// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;

/**
 * y_i = sqrt(sum_j x_ij^2), m x 1. Cotangent: xBar_ij = yBar_i x_ij / y_i, and 0 where y_i is 0.
 *
 * <p>An op of its own because sums of squares overflow above 1e154 and vanish below 1e-162: such
 * rows are scaled by a power of two.
 */
record NormRows() implements ExprOp {
  /** Sums of squares between these lost nothing to overflow or underflow. */
  private static final double SMALLEST = 1e-280;

  private static final double LARGEST = 1e300;

  /** Squares added plainly before their sum is added with Kahan's compensation. */
  private static final int BLOCK = 256;

  @Override
  public String label() {
    return "normRows";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(inputs.get(0).rows(), 1);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(true);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return (x, y) -> {
      int cols = x[0].cols();
      for (int i = 0; i < y.rows(); i++) {
        y.set(i, norm(x[0], i * cols, (i + 1) * cols));
      }
    };
  }

  private static double norm(Block x, int from, int to) {
    double squares = sumOfSquares(x, from, to);
    if (Double.isNaN(squares) || (squares >= SMALLEST && squares <= LARGEST)) {
      return Math.sqrt(squares);
    }
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(x.get(i)));
    }
    if (largest == 0 || Double.isInfinite(largest)) {
      return largest;
    }
    int exponent = Math.getExponent(largest);
    return Math.scalb(Math.sqrt(sumOfScaledSquares(x, from, to, -exponent)), exponent);
  }

  private static double sumOfSquares(Block x, int from, int to) {
    double sum = 0;
    double lost = 0;
    for (int start = from; start < to; start += BLOCK) {
      int end = Math.min(to, start + BLOCK);
      double even = 0;
      double odd = 0;
      int i = start;
      for (; i + 1 < end; i += 2) {
        even += x.get(i) * x.get(i);
        odd += x.get(i + 1) * x.get(i + 1);
      }
      even += i < end ? x.get(i) * x.get(i) : 0;
      double term = even + odd - lost;
      double next = sum + term;
      lost = CompensatedSums.lost(next, sum, term);
      sum = next;
    }
    return sum;
  }

  /** Of elements times 2^scale: rare, so scaled one by one. */
  private static double sumOfScaledSquares(Block x, int from, int to, int scale) {
    double sum = 0;
    double lost = 0;
    for (int i = from; i < to; i++) {
      double scaled = Math.scalb(x.get(i), scale);
      double term = scaled * scaled - lost;
      double next = sum + term;
      lost = CompensatedSums.lost(next, sum, term);
      sum = next;
    }
    return sum;
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr from = x.get(0);
    Expr direction = y.equalTo(0).select(from.zeros(), from.elementDiv(y));
    return List.of(yBar.broadcast(from.shape()).carry(direction));
  }
}
