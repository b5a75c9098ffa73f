// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;

/** A session that runs the same part of its graph at each step. */
final class TfRun implements Run {
  private final Session session;
  private final Consumer<Session.Runner> feeds;
  private final List<? extends Op> targets;
  private final List<? extends Operand<?>> fetches;
  private final List<? extends Operand<?>> parameters;

  private TfRun(
      TfModel<?> model,
      Consumer<Session.Runner> feeds,
      List<? extends Op> targets,
      List<? extends Operand<?>> fetches,
      List<? extends Operand<?>> parameters) {
    session = new Session(model.graph);
    session.initialize();
    this.feeds = feeds;
    this.targets = targets;
    this.fetches = fetches;
    this.parameters = parameters;
  }

  /** Updates; the results are the parameters. */
  static TfRun training(
      TfModel<?> model,
      Consumer<Session.Runner> feeds,
      List<? extends Op> updates,
      List<? extends Operand<?>> parameters) {
    return new TfRun(model, feeds, updates, List.of(), parameters);
  }

  /** A function; its results are fetched at each step. */
  static TfRun function(
      TfModel<?> model, Consumer<Session.Runner> feeds, List<? extends Operand<?>> results) {
    return new TfRun(model, feeds, List.of(), results, List.of());
  }

  @Override
  public void step() {
    Session.Runner runner = session.runner();
    feeds.accept(runner);
    targets.forEach(runner::addTarget);
    fetches.forEach(runner::fetch);
    runner.run().close();
  }

  @Override
  public List<DMatrixRMaj> results() {
    Session.Runner runner = session.runner();
    if (!fetches.isEmpty()) {
      feeds.accept(runner);
    }
    fetches.forEach(runner::fetch);
    parameters.forEach(runner::fetch);
    try (Result result = runner.run()) {
      List<DMatrixRMaj> matrices = new ArrayList<>();
      for (int k = 0; k < fetches.size() + parameters.size(); k++) {
        matrices.add(TfNumbers.matrix(result.get(k)));
      }
      return matrices;
    }
  }
}
