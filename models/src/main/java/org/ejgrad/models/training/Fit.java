// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.MiniBatches;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Progress;
import org.ejgrad.optim.StopRule;
import org.ejml.data.DMatrixRMaj;

/**
 * One call of {@link Trainer#fit}. A batch of each size has a program of its own, made when first
 * needed; all share the parameters and the optimizer's state.
 */
final class Fit {
  private final Trainer settings;
  private final Dataset train;
  private final MiniBatches batches;
  private final Map<Integer, Step> steps = new LinkedHashMap<>();
  private final Optional<StopRule.Watch> watch;
  private final Optional<ProgressLine> line;
  private final List<History.Epoch> epochs = new ArrayList<>();
  private long step;
  private Optional<String> stopped = Optional.empty();

  Fit(Trainer settings, Dataset train) {
    this.settings = settings;
    this.train = train;
    int rows = Math.min(train.size(), settings.batchSize.orElse(train.size()));
    MiniBatches inOrder = MiniBatches.of(train.size(), rows, settings.seed);
    this.batches = settings.replacement ? inOrder.withReplacement() : inOrder;
    this.watch = settings.stopRule.map(StopRule::start);
    this.line = settings.progress.map(out -> ProgressLine.on(out, "samples"));
  }

  History run() {
    Evaluator onTraining = null;
    Optional<Evaluator> onValidation = Optional.empty();
    for (int epoch = 1; epoch <= settings.epochs && stopped.isEmpty(); epoch++) {
      long start = System.nanoTime();
      double meanLoss = pass(epoch);
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (onTraining == null) {
        // Made after the first step, when averages exist that some optimizers evaluate at.
        onTraining = evaluator(train);
        onValidation = settings.validation.map(this::evaluator);
      }
      int now = epoch;
      Optional<History.Score> validation =
          onValidation.map(evaluator -> evaluator.score("validation", step, now));
      History.Score training = onTraining.score("training", step, epoch);
      epochs.add(new History.Epoch(epoch, meanLoss, training, validation, seconds));
      settings.epochEnded(epochs.get(epochs.size() - 1));
      if (stopped.isEmpty()) {
        Progress progress = Progress.at(step, epoch).withEpochLoss(meanLoss, previousLoss());
        ask(validation.map(score -> progress.withValidationLoss(score.loss())).orElse(progress));
      }
    }
    line.ifPresent(ProgressLine::end);
    takeAverages();
    return new History(
        settings.metric.name(),
        epochs,
        step,
        stopped.orElse("all " + settings.epochs + " epochs done"));
  }

  /** One pass over the data; the mean of the batches' losses. */
  private double pass(int epoch) {
    double sum = 0;
    int done = 0;
    while (done < batches.batchesPerEpoch() && stopped.isEmpty()) {
      Step now = steps.computeIfAbsent(batches.batchRows(done), Step::new);
      batches.copyRows(epoch - 1, done, train.features(), now.features);
      batches.copyRows(epoch - 1, done, train.targets(), now.targets);
      double loss = now.run(epoch);
      sum += loss;
      done++;
      if (line.isPresent()) {
        showProgress(line.get(), epoch, done, loss);
      }
      if (watch.isPresent()) {
        ask(Progress.at(step, epoch).withLoss(loss).withStepSize(now.stepSize()));
      }
    }
    return sum / done;
  }

  private OptionalDouble previousLoss() {
    return epochs.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(epochs.get(epochs.size() - 2).meanLoss());
  }

  private void ask(Progress progress) {
    stopped = watch.flatMap(w -> w.reasonToStop(progress));
  }

  private void showProgress(ProgressLine shown, int epoch, int batch, double loss) {
    long all = (long) settings.epochs * batches.batchesPerEpoch();
    long done = (long) (epoch - 1) * batches.batchesPerEpoch() + batch;
    shown.update(
        (double) done / all,
        done * train.size() / batches.batchesPerEpoch(),
        () -> String.format(Locale.ROOT, "epoch %d/%d  loss %.5f", epoch, settings.epochs, loss));
  }

  private Evaluator evaluator(Dataset data) {
    List<Expr> parameters = settings.optimizer.evaluationPoint(settings.model.parameters());
    return new Evaluator(settings.model, parameters, settings.metric, data, settings.precision);
  }

  /** Where the model was evaluated at averages or the like, these become its parameters. */
  private void takeAverages() {
    List<Expr> parameters = settings.model.parameters();
    List<Expr> point = settings.optimizer.evaluationPoint(parameters);
    // All are computed before the first is set: a point may depend on several parameters.
    List<DMatrixRMaj> values = point.stream().map(Expr::evaluate).toList();
    for (int k = 0; k < parameters.size(); k++) {
      parameters.get(k).cell().set(values.get(k));
    }
  }

  /** The program for batches of one size. */
  private final class Step {
    private final DMatrixRMaj features;
    private final DMatrixRMaj targets;
    private final Expr loss;
    private final Expr change;
    private final Workspace workspace;

    Step(int rows) {
      features = new DMatrixRMaj(rows, train.featureCount());
      targets = new DMatrixRMaj(rows, train.targets().numCols);
      Expr x = Autograd.input("x", rows, features.numCols);
      Expr y = Autograd.input("y", rows, targets.numCols);
      List<Expr> parameters = settings.model.parameters();
      loss = settings.model.loss(x, y, parameters);
      Updates updates = settings.optimizer.updates(loss, parameters);
      List<Expr> results = new ArrayList<>(List.of(loss));
      change = Progress.stepSize(updates, parameters);
      if (watch.isPresent()) {
        results.add(change);
      }
      workspace =
          Autograd.compile(results, updates, settings.precision)
              .workspace()
              .set(x, features)
              .set(y, targets);
    }

    double run(int epoch) {
      try {
        workspace.run();
      } catch (NonFiniteException cause) {
        line.ifPresent(ProgressLine::end);
        throw new TrainingDivergedException(step + 1, epoch, cause);
      }
      step++;
      return workspace.scalar(loss);
    }

    double stepSize() {
      return workspace.scalar(change);
    }
  }
}
