// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Subgraph;

/** Runs the steps of a {@link Loop} one after the other. */
final class LoopKernel implements Kernel {
  private final Loop loop;
  private final Subgraph.Call step;

  /** For each addend its sum so far, in double whatever the step computes in. */
  private final CompensatedSums[] sums;

  /** How many numbers each addend has. */
  private final int[] lengths;

  LoopKernel(Loop loop, Precision precision) {
    this.loop = loop;
    step = loop.step.call(precision);
    int first = 1 + loop.outputs;
    sums = new CompensatedSums[step.results() - first];
    lengths = new int[sums.length];
    for (int k = 0; k < sums.length; k++) {
      lengths[k] = loop.step.results().get(first + k).shape().elements();
      sums[k] = new CompensatedSums(lengths[k]);
    }
  }

  @Override
  public void run(Block[] x, Block y) {
    step.copy(0, x[0], 0);
    for (int k = 1 + loop.tables; k < x.length; k++) {
      step.set(k, x[k]);
    }
    for (CompensatedSums sum : sums) {
      sum.clear();
    }
    for (int i = 0; i < loop.steps; i++) {
      runStep(loop.backwards ? loop.steps - 1 - i : i, x, y);
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k].store(y, loop.parts().start(1 + loop.outputs + k));
    }
  }

  private void runStep(int t, Block[] x, Block y) {
    for (int k = 1; k <= loop.tables; k++) {
      step.copy(k, x[k], t * x[k].cols());
    }
    step.run();
    for (int k = 0; k <= loop.outputs; k++) {
      Block row = step.result(k);
      y.copy(loop.parts().start(k) + t * row.length(), row, 0, row.length());
    }
    for (int k = 0; k < sums.length; k++) {
      Block addend = step.result(1 + loop.outputs + k);
      for (int i = 0; i < lengths[k]; i++) {
        sums[k].add(i, addend.get(i));
      }
    }
    step.copy(0, step.result(0), 0);
  }
}
