// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;

/**
 * A sum over rows that is computed block by block, in an order that depends on the shape alone: the
 * blocks of a task are added one after the other with Kahan's compensation, then the tasks' sums
 * pairwise. So the error does not grow with the number of blocks.
 */
final class RowSum {
  private final Block summand;
  private final double[] partials;

  /** What rounding has taken from the present task's sum, to be added with the next block. */
  private final double[] lost;

  private final int tasks;
  private final Block total;

  /**
   * A sum.
   *
   * @param summand where the instruction writes what one block contributes
   * @param tasks number of runs of blocks
   * @param total where the sum goes
   */
  RowSum(Block summand, int tasks, Block total) {
    this.summand = summand;
    this.tasks = tasks;
    this.total = total;
    this.partials = new double[tasks * summand.length()];
    this.lost = new double[summand.length()];
  }

  /** Elements that a sum of this size needs: summand, compensation and a partial sum a task. */
  static long elements(int length, int tasks) {
    return (long) length * (tasks + 2);
  }

  /** Adds the present summand to a task's sum, or starts that with it. */
  void add(int task, boolean first) {
    int length = summand.length();
    int at = task * length;
    if (first) {
      System.arraycopy(summand.data, 0, partials, at, length);
      Arrays.fill(lost, 0);
      return;
    }
    for (int i = 0; i < length; i++) {
      double sum = partials[at + i];
      double term = summand.data[i] - lost[i];
      double next = sum + term;
      // Infinite sums would turn the compensation into NaN.
      lost[i] = Double.isInfinite(next) ? 0 : (next - sum) - term;
      partials[at + i] = next;
    }
  }

  /** Adds up the tasks. */
  void total() {
    int length = summand.length();
    for (int step = 1; step < tasks; step *= 2) {
      for (int task = 0; task + step < tasks; task += 2 * step) {
        for (int i = 0; i < length; i++) {
          partials[task * length + i] += partials[(task + step) * length + i];
        }
      }
    }
    System.arraycopy(partials, 0, total.data, total.at, length);
  }
}
