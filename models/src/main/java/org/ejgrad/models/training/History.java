// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/**
 * What training recorded.
 *
 * @param metricName which metric the scores hold
 * @param epochs one record an epoch, in order
 * @param steps number of updates in all
 * @param stopReason why training ended
 */
public record History(String metricName, List<Epoch> epochs, long steps, String stopReason) {
  /**
   * One pass over the training data.
   *
   * @param number from 1
   * @param meanLoss the mean of the batches' losses, each before its update
   * @param training loss and metric on all training data after the epoch
   * @param validation the same on the validation data, if there are any
   * @param seconds wall time of the epoch without the scores
   */
  public record Epoch(
      int number, double meanLoss, Score training, Optional<Score> validation, double seconds) {
    /** What an epoch is judged by. */
    private Score judged() {
      return validation.orElse(training);
    }
  }

  /** Loss and metric on some data. */
  public record Score(double loss, double metric) {}

  private static final int NUMBER_WIDTH = 9;

  public History {
    epochs = List.copyOf(epochs);
  }

  /** The last epoch. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /**
   * The epoch with the best metric on the validation data, or on the training data where there are
   * no validation data; the first of equals.
   *
   * @param metric the one recorded; it knows whether larger is better
   * @throws IllegalArgumentException if training recorded another metric
   */
  public Epoch bestBy(Metric metric) {
    checkArgument(
        metric.name().equals(metricName),
        "bestBy: the history holds '%s', got '%s'. Give the trainer the metric.",
        metricName,
        metric.name());
    return best(Score::metric, metric::isBetter);
  }

  /** The epoch with the smallest loss, on the same data as {@link #bestBy}; the first of equals. */
  public Epoch bestByLoss() {
    return best(Score::loss, Metric.LOG_LOSS::isBetter);
  }

  private Epoch best(ToDoubleFunction<Score> value, BiPredicate<Double, Double> isBetter) {
    Epoch best = epochs.get(0);
    for (Epoch epoch : epochs) {
      if (isBetter.test(value.applyAsDouble(epoch.judged()), value.applyAsDouble(best.judged()))) {
        best = epoch;
      }
    }
    return best;
  }

  /**
   * A table of all epochs, a line each, with two more columns where there are validation data. At
   * most 100 columns wide for metrics whose name has up to 20 letters.
   */
  public String table() {
    boolean validated = epochs.stream().anyMatch(epoch -> epoch.validation.isPresent());
    String validationMetric = "validation " + metricName;
    int width = Math.max(metricName.length(), NUMBER_WIDTH);
    StringBuilder text = new StringBuilder("epoch  mean loss  train loss");
    text.append("  ").append(" ".repeat(width - metricName.length())).append(metricName);
    if (validated) {
      text.append("  validation loss  ").append(validationMetric);
    }
    text.append('\n');
    for (Epoch epoch : epochs) {
      text.append(
          String.format(
              Locale.ROOT,
              "%5d  %9s  %10s  %" + width + "s",
              epoch.number,
              loss(epoch.meanLoss),
              loss(epoch.training.loss),
              metric(epoch.training.metric)));
      epoch.validation.ifPresent(
          score ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "  %15s  %" + validationMetric.length() + "s",
                      loss(score.loss),
                      metric(score.metric))));
      text.append('\n');
    }
    return text.append("stopped: ").append(stopReason).append('\n').toString();
  }

  private static String loss(double value) {
    return number("%.5f", value);
  }

  private static String metric(double value) {
    return number("%.4f", value);
  }

  /** In at most {@link #NUMBER_WIDTH} characters, so that the columns stay aligned. */
  private static String number(String plain, double value) {
    String text = String.format(Locale.ROOT, plain, value);
    return text.length() <= NUMBER_WIDTH ? text : String.format(Locale.ROOT, "%.2e", value);
  }
}
