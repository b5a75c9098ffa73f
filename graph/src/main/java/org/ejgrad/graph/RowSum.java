// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;

/**
 * A sum over rows that is computed block by block, in an order that depends on the shape alone: the
 * blocks of a task are added one after the other in double, with Kahan's compensation unless they
 * are few, then the tasks' sums pairwise. So the error does not grow with the number of blocks.
 */
final class RowSum {
  /** Compensating so few blocks took four times the time of adding them. */
  private static final int FEW_BLOCKS = 4;

  private final int tasks;
  private final boolean compensated;
  private final Block total;

  /** For each task its sum. */
  private final double[][] partials;

  /**
   * A sum.
   *
   * @param blocks number of blocks
   * @param tasks number of runs of them
   * @param total where the sum goes
   */
  RowSum(int blocks, int tasks, Block total) {
    this.tasks = tasks;
    this.compensated = blocks > FEW_BLOCKS * tasks;
    this.total = total;
    this.partials = new double[tasks][total.length()];
  }

  /** Bytes that a sum of this size needs beside its result: a partial sum a task. */
  static long bytes(int length, int tasks) {
    return 8L * length * tasks;
  }

  /** Adds up the tasks. */
  void total() {
    for (int step = 1; step < tasks; step *= 2) {
      for (int task = 0; task + step < tasks; task += 2 * step) {
        add(partials[task + step], partials[task]);
      }
    }
    for (int i = 0; i < partials[0].length; i++) {
      total.set(i, partials[0][i]);
    }
  }

  private static void add(double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += x[i];
    }
  }

  /** What one thread adds. */
  final class Lane {
    /** Where the kernel writes what one block contributes. */
    final Block summand;

    private final double[] term;

    /** What rounding has taken from the present task's sum, to be added with the next block. */
    private final double[] lost;

    Lane() {
      summand = Block.allocate(total.rows, total.cols, total.precision());
      lost = new double[total.length()];
      term = summand.precision() == Precision.FLOAT64 ? summand.doubles : lost.clone();
    }

    /** Adds the present summand to a task's sum, or starts that with it. */
    void add(int task, boolean first) {
      if (term != summand.doubles) {
        for (int i = 0; i < term.length; i++) {
          term[i] = summand.floats[i];
        }
      }
      double[] sum = partials[task];
      if (first) {
        System.arraycopy(term, 0, sum, 0, term.length);
        Arrays.fill(lost, 0);
      } else if (compensated) {
        Sums.add(term, sum, lost);
      } else {
        RowSum.add(term, sum);
      }
    }
  }
}
