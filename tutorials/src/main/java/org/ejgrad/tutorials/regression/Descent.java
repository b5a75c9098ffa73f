// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Losses.meanSquaredError;

import java.util.Optional;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.MiniBatches;
import org.ejgrad.ops.Expr;
import org.ejgrad.tutorials.regression.Method.Setting;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: one loop serves every optimizer. A step copies its rows into the inputs of one compiled
 * program, which computes loss, gradient and update; how many rows, and which update, are settings.
 * From theta = 0, for 1,000 steps or until a step is not finite.
 */
final class Descent {
  static final int STEPS = 1000;
  private static final long SEED = 11;

  private Descent() {}

  static Run run(Problem problem, Setting setting) {
    Dataset data = problem.data();
    int features = data.featureCount();
    int rows = setting.batch().rows(data.size());
    Expr theta = parameter("theta", new DMatrixRMaj(features, 1));
    Expr x = input("x", rows, features);
    Expr y = input("y", rows, 1);
    Expr loss = meanSquaredError(x.mult(theta), y);
    DMatrixRMaj batchX = new DMatrixRMaj(rows, features);
    DMatrixRMaj batchY = new DMatrixRMaj(rows, 1);
    Workspace step =
        compile(loss, setting.optimizer().fresh().updates(loss, theta))
            .workspace()
            .set(x, batchX)
            .set(y, batchY);
    MiniBatches batches = MiniBatches.of(data.size(), rows, SEED).dropShortBatch();

    Expr lossOnAll = problem.loss(theta);
    Workspace judge = compile(lossOnAll).workspace();
    double[] losses = new double[STEPS + 1];
    losses[0] = judge.run().scalar(lossOnAll);
    DMatrixRMaj path = new DMatrixRMaj(features, STEPS + 1);
    Optional<Run.Divergence> divergence = Optional.empty();
    int done = 0;
    long nanos = 0;
    while (done < STEPS && divergence.isEmpty()) {
      long start = System.nanoTime();
      if (rows < data.size() || done == 0) { // all rows stay where they are
        int epoch = done / batches.batchesPerEpoch();
        int batch = done % batches.batchesPerEpoch();
        batches.copyRows(epoch, batch, data.features(), batchX);
        batches.copyRows(epoch, batch, data.targets(), batchY);
      }
      try {
        step.run();
        done++;
      } catch (NonFiniteException e) {
        divergence = Optional.of(new Run.Divergence(done + 1, e.op(), e.origin()));
      }
      nanos += System.nanoTime() - start;
      losses[done] = judge.run().scalar(lossOnAll);
      DMatrixRMaj now = theta.cell().value();
      for (int j = 0; j < features; j++) {
        path.set(j, done, now.get(j));
      }
    }
    path.reshape(features, STEPS + 1, true);
    return new Run(
        setting.name(),
        setting.rate(),
        Series.copyOf(losses, done + 1),
        path,
        divergence,
        nanos * 1e-9);
  }
}
