// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.models.training.History;
import org.ejgrad.models.training.History.Score;
import org.ejgrad.tutorials.report.Axis;
import org.ejgrad.tutorials.report.Line;
import org.ejgrad.tutorials.report.LineChart;

/** A history as curves over the epochs: training and, where it was recorded, validation data. */
final class LearningCurves {
  private final List<Line> losses = new ArrayList<>();
  private final List<Line> metrics = new ArrayList<>();
  private String metricName = "metric";

  /** Adds a training's curves under its name. */
  LearningCurves add(String name, History history) {
    List<Score> training = history.epochs().stream().map(History.Epoch::training).toList();
    List<Score> validation =
        history.epochs().stream().flatMap(epoch -> epoch.validation().stream()).toList();
    metricName = history.metricName();
    add(name + ", training", training);
    if (!validation.isEmpty()) {
      add(name + ", validation", validation);
    }
    return this;
  }

  private void add(String name, List<Score> scores) {
    losses.add(Line.ofSteps(name, scores.stream().mapToDouble(Score::loss).toArray()));
    metrics.add(Line.ofSteps(name, scores.stream().mapToDouble(Score::metric).toArray()));
  }

  LineChart loss(String title, String note) {
    return new LineChart(title, note, Axis.linear("epoch"), Axis.log("loss"), losses);
  }

  LineChart metric(String title, String note) {
    return new LineChart(title, note, Axis.linear("epoch"), Axis.linear(metricName), metrics);
  }
}
