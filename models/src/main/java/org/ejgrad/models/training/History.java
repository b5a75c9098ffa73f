// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
      int number, double meanLoss, Score training, Optional<Score> validation, double seconds) {}

  /** Loss and metric on some data. */
  public record Score(double loss, double metric) {}

  public History {
    epochs = List.copyOf(epochs);
  }

  /** The last epoch. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /** A table of all epochs, a line each. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "epoch  mean loss  training loss  %s  validation loss  %s%n",
            metricName,
            metricName));
    int width = metricName.length();
    for (Epoch epoch : epochs) {
      text.append(
          String.format(
              Locale.ROOT,
              "%5d  %9.5f  %13.5f  %" + width + ".4f",
              epoch.number,
              epoch.meanLoss,
              epoch.training.loss,
              epoch.training.metric));
      epoch.validation.ifPresent(
          score ->
              text.append(
                  String.format(
                      Locale.ROOT, "  %15.5f  %" + width + ".4f", score.loss, score.metric)));
      text.append('\n');
    }
    return text.append("stopped: ").append(stopReason).append('\n').toString();
  }
}
