// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;

/**
 * A sum over rows that is computed block by block, in an order that depends on the shape alone: the
 * blocks of a task are added one after the other with Kahan's compensation, in double, then the
 * tasks' sums pairwise. So the error does not grow with the number of blocks.
 */
final class RowSum {
  private final int tasks;
  private final Block total;
  private final double[] partials;

  /**
   * A sum.
   *
   * @param tasks number of runs of blocks
   * @param total where the sum goes
   */
  RowSum(int tasks, Block total) {
    this.tasks = tasks;
    this.total = total;
    this.partials = new double[tasks * total.length()];
  }

  /** Bytes that a sum of this size needs beside its result: a partial sum a task. */
  static long bytes(int length, int tasks) {
    return 8L * length * tasks;
  }

  /** Adds up the tasks. */
  void total() {
    int length = total.length();
    for (int step = 1; step < tasks; step *= 2) {
      for (int task = 0; task + step < tasks; task += 2 * step) {
        for (int i = 0; i < length; i++) {
          partials[task * length + i] += partials[(task + step) * length + i];
        }
      }
    }
    for (int i = 0; i < length; i++) {
      total.set(i, partials[i]);
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
      if (first) {
        System.arraycopy(term, 0, partials, task * term.length, term.length);
        Arrays.fill(lost, 0);
      } else {
        Sums.add(term, partials, task * term.length, lost);
      }
    }
  }
}
