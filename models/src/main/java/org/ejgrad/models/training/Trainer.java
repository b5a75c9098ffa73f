// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.ejgrad.graph.Precision;
import org.ejgrad.models.Head;
import org.ejgrad.models.Model;
import org.ejgrad.models.Network;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejgrad.optim.ReduceOnPlateau;
import org.ejgrad.optim.StopRule;

/**
 * Settings of a training, and the call that carries it out.
 *
 * <pre>{@code
 * History history = Trainer.of(model).optimizer(adam(1e-3)).batchSize(128).epochs(10)
 *     .validation(validation).fit(train);
 * }</pre>
 *
 * <p>Setters change this object and return it. Equal settings, model and data give equal bits.
 */
public final class Trainer {
  final Model model;
  Optimizer optimizer = Optimizers.adam(1e-3);
  Optional<Integer> batchSize = Optional.of(32);
  boolean replacement;
  int epochs = 10;
  long seed;
  Optional<Dataset> validation = Optional.empty();
  Metric metric;
  Optional<StopRule> stopRule = Optional.empty();
  private Optional<ReduceOnPlateau> plateau = Optional.empty();
  private ToDoubleFunction<History.Epoch> plateauMetric = History.Epoch::meanLoss;
  private Optional<ReduceOnPlateau.Watch> plateauWatch = Optional.empty();
  Optional<PrintStream> progress = Optional.empty();
  Precision precision = Precision.FLOAT64;

  private Trainer(Model model) {
    this.model = model;
    this.metric =
        model instanceof Network network && network.head() != Head.LINEAR
            ? Metric.ACCURACY
            : Metric.MEAN_ABSOLUTE_ERROR;
  }

  /** Trains this model, with the defaults that each setter names. */
  public static Trainer of(Model model) {
    return new Trainer(model);
  }

  /**
   * How parameters are updated; default {@code adam(1e-3)}. The trainer takes the settings only and
   * keeps a state of its own, which goes on if {@link #fit} is called again.
   */
  public Trainer optimizer(Optimizer settings) {
    optimizer = plateau.isPresent() ? settings.withRateFactor() : settings.fresh();
    plateauWatch = plateau.map(rule -> rule.start(optimizer));
    return this;
  }

  /**
   * Lowers the optimizer's rates when the loss stops to fall, on the validation data or, where
   * there are none, on the training data; looked at after each epoch; default never. Starts the
   * optimizer anew, as {@link #optimizer} does.
   *
   * @throws IllegalArgumentException if the largest is to be best: a loss falls
   */
  public Trainer reduceOnPlateau(ReduceOnPlateau settings) {
    checkArgument(
        !settings.largestIsBest(),
        "reduceOnPlateau: a loss should fall, got ofLargest(). Give the metric, too.");
    return reduceOnPlateau(
        settings, epoch -> epoch.validation().map(History.Score::loss).orElse(epoch.meanLoss()));
  }

  /**
   * The same by another number, such as {@code epoch -> epoch.training().metric()}.
   *
   * @param of the epoch that just ended
   */
  public Trainer reduceOnPlateau(ReduceOnPlateau settings, ToDoubleFunction<History.Epoch> of) {
    plateau = Optional.of(settings);
    plateauMetric = of;
    return optimizer(optimizer);
  }

  void epochEnded(History.Epoch epoch) {
    plateauWatch.ifPresent(watch -> watch.report(plateauMetric.applyAsDouble(epoch)));
  }

  /**
   * Rows in a batch, at least 1; default 32. 1 is one-sample descent; data with fewer rows make one
   * batch.
   */
  public Trainer batchSize(int rows) {
    checkArgument(rows >= 1, "batchSize: must be >= 1, got %s", rows);
    batchSize = Optional.of(rows);
    return this;
  }

  /** All rows in each batch: one update an epoch. */
  public Trainer fullBatch() {
    batchSize = Optional.empty();
    return this;
  }

  /** Draws each batch with replacement; by default an epoch is a permutation of the rows. */
  public Trainer withReplacement() {
    replacement = true;
    return this;
  }

  /** The largest number of passes over the data, at least 1; default 10. */
  public Trainer epochs(int most) {
    checkArgument(most >= 1, "epochs: must be >= 1, got %s", most);
    epochs = most;
    return this;
  }

  /** Of the order of rows; default 0. Initial weights have their own seed in the model. */
  public Trainer seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Data that loss and metric are also computed on after each epoch; default none. */
  public Trainer validation(Dataset data) {
    validation = Optional.of(data);
    return this;
  }

  /** What the history records beside the loss; default accuracy or mean absolute error. */
  public Trainer metric(Metric newMetric) {
    metric = newMetric;
    return this;
  }

  /** Ends training early; default never. */
  public Trainer stop(StopRule rule) {
    stopRule = Optional.of(rule);
    return this;
  }

  /** Shows a progress line: share, epoch, loss, samples a second, time left; default none. */
  public Trainer progress(PrintStream out) {
    progress = Optional.of(out);
    return this;
  }

  /**
   * What steps and evaluations compute in; default {@code FLOAT64}. In {@code FLOAT32} parameters
   * and state are rounded to float at each step; keep a copy where that is not wanted.
   */
  public Trainer precision(Precision newPrecision) {
    precision = newPrecision;
    return this;
  }

  /**
   * Trains the model's parameters. Where the optimizer evaluates at averages, the parameters are
   * set to these at the end.
   *
   * @throws IllegalArgumentException if the data do not have the model's numbers of columns
   * @throws TrainingDivergedException if the loss or a gradient becomes NaN or infinite; the
   *     parameters are those before that step
   */
  public History fit(Dataset train) {
    checkColumns("training", train);
    validation.ifPresent(data -> checkColumns("validation", data));
    checkArgument(train.size() >= 1, "fit: the training data have no rows");
    return new Fit(this, train).run();
  }

  private void checkColumns(String what, Dataset data) {
    checkArgument(
        data.featureCount() == model.featureCount()
            && data.targets().numCols == model.targetCount(),
        "fit: the model takes %s features and %s targets, the %s data have %s and %s",
        model.featureCount(),
        model.targetCount(),
        what,
        data.featureCount(),
        data.targets().numCols);
    // Class 2 of 3 would pass for a probability of 2.
    checkArgument(
        !(model instanceof Network network && network.head() == Head.BINARY)
            || data.classCount() <= 2,
        "fit: a binary head tells two classes apart, the %s data have %s. Use a softmax head.",
        what,
        data.classCount());
  }
}
