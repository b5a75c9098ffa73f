// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;

/**
 * Running sums within each row, y_ij = sum over k &lt;= j of x_ik, or within each column.
 * Cotangent: the running sums of yBar from the other end.
 *
 * <p>Compensated by Kahan in double: pairwise sums would need one for every element.
 */
record CumulativeSum(boolean withinRows) implements ExprOp {
  @Override
  public String label() {
    return withinRows ? "cumSumRows" : "cumSumCols";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return withinRows ? RowRule.each(true) : RowRule.WHOLE;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int cols = inputs.get(0).cols();
    return withinRows
        ? CumulativeSum::alongRows
        : Kernel.ofColumns(cols, new DownColumns(cols)::run);
  }

  private static void alongRows(Block[] x, Block y) {
    int cols = y.cols();
    for (int i = 0; i < y.rows(); i++) {
      double sum = 0;
      double lost = 0;
      for (int at = i * cols; at < (i + 1) * cols; at++) {
        double term = x[0].get(at) - lost;
        double next = sum + term;
        lost = CompensatedSums.lost(next, sum, term);
        sum = next;
        y.set(at, sum);
      }
    }
  }

  /** Row by row, because columns jump through memory. */
  private static final class DownColumns {
    private final double[] sum;
    private final double[] lost;

    DownColumns(int cols) {
      sum = new double[cols];
      lost = new double[cols];
    }

    void run(Block[] x, Block y, int from, int to) {
      Arrays.fill(sum, from, to, 0);
      Arrays.fill(lost, from, to, 0);
      int cols = y.cols();
      for (int i = 0; i < y.rows(); i++) {
        for (int j = from; j < to; j++) {
          double term = x[0].get(i * cols + j) - lost[j];
          double next = sum[j] + term;
          lost[j] = CompensatedSums.lost(next, sum[j], term);
          sum[j] = next;
          y.set(i * cols + j, next);
        }
      }
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(
        withinRows
            ? yBar.flipCols().cumSumRows().flipCols()
            : yBar.flipRows().cumSumCols().flipRows());
  }
}
