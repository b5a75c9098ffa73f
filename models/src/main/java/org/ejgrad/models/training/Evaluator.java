// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import java.util.List;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.Model;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/** Loss and metric of a model on all rows of a data set, by one compiled program. */
final class Evaluator {
  private final Expr loss;
  private final Expr predictions;
  private final Workspace workspace;
  private final Metric metric;
  private final Dataset data;

  Evaluator(Model model, List<Expr> parameters, Metric metric, Dataset data, Precision precision) {
    Expr x = Autograd.input("x", data.size(), data.featureCount());
    Expr y = Autograd.input("y", data.size(), data.targets().numCols);
    this.loss = model.loss(x, y, parameters);
    this.predictions = model.predictions(x, parameters);
    this.workspace =
        Autograd.compile(List.of(loss, predictions), Updates.NONE, precision)
            .workspace()
            .set(x, data.features())
            .set(y, data.targets());
    this.metric = metric;
    this.data = data;
  }

  /**
   * Loss and metric at the present parameters.
   *
   * @throws TrainingDivergedException if the loss is not finite
   */
  History.Score score(String what, long step, int epoch) {
    double value = workspace.run().scalar(loss);
    if (!Double.isFinite(value)) {
      throw new TrainingDivergedException(
          step, epoch, what, workspace.firstNonFinite().orElse("the loss"));
    }
    return new History.Score(value, metric.of(workspace.value(predictions), data.targets()));
  }
}
