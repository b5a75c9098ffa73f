// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;

/**
 * For each row the numbers of the columns that hold its k smallest or largest elements, in that
 * order; m x k. Equals stand in the order of their columns. The order of numbers is that of {@link
 * Double#compare}: NaN is the largest, and -0 is below 0. No derivative.
 */
record SortedColumns(boolean largestFirst, int count) implements ExprOp {
  /** Whole numbers up to here are exact in float. */
  private static final int MOST_IN_FLOAT = 1 << 24;

  @Override
  public String label() {
    return (largestFirst ? "largest[" : "smallest[") + count + "]";
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(inputs.get(0).rows(), count);
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
    int cols = inputs.get(0).cols();
    check(
        precision == Precision.FLOAT64 || cols <= MOST_IN_FLOAT,
        "sort: float tells %s elements of a row or column apart, got %s. Compile in double.",
        MOST_IN_FLOAT,
        cols);
    return new MergeSort(largestFirst, cols);
  }

  /** A row costs n log n comparisons. */
  @Override
  public double cost(List<Shape> inputs, Shape result) {
    Shape x = inputs.get(0);
    return 4.0 * x.elements() * Math.max(1, Math.getExponent((double) x.cols()));
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }

  /** From runs of one to the whole row, which keeps equals in order and allocates nothing. */
  private static final class MergeSort implements Kernel {
    private final int sign;
    private final double[] row;
    private int[] order;
    private int[] merged;

    MergeSort(boolean largestFirst, int cols) {
      sign = largestFirst ? -1 : 1;
      row = new double[cols];
      order = new int[cols];
      merged = new int[cols];
    }

    @Override
    public void run(Block[] x, Block y) {
      int cols = row.length;
      for (int i = 0; i < y.rows(); i++) {
        for (int j = 0; j < cols; j++) {
          row[j] = x[0].get(i * cols + j);
          order[j] = j;
        }
        for (long width = 1; width < cols; width *= 2) {
          mergeRuns((int) width);
        }
        for (int j = 0; j < y.cols(); j++) {
          y.set(i * y.cols() + j, order[j]);
        }
      }
    }

    private void mergeRuns(int width) {
      int cols = row.length;
      for (long from = 0; from < cols; from += 2L * width) {
        int middle = (int) Math.min(cols, from + width);
        merge((int) from, middle, (int) Math.min(cols, from + 2L * width));
      }
      int[] before = order;
      order = merged;
      merged = before;
    }

    private void merge(int from, int middle, int to) {
      int left = from;
      int right = middle;
      for (int at = from; at < to; at++) {
        boolean takesLeft =
            right == to
                || (left < middle
                    && sign * Double.compare(row[order[left]], row[order[right]]) <= 0);
        merged[at] = takesLeft ? order[left++] : order[right++];
      }
    }
  }
}
