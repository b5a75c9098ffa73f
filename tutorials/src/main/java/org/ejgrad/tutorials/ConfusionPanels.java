// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ejgrad.models.metrics.ConfusionMatrix;
import org.ejgrad.tutorials.report.HeatMap;
import org.ejgrad.tutorials.report.TablePanel;

/** A confusion matrix as panels of a page. */
final class ConfusionPanels {
  private ConfusionPanels() {}

  /** Precision, recall and F1 of each class. */
  static TablePanel figures(String title, ConfusionMatrix confusion) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < confusion.classCount(); k++) {
      rows.add(
          List.of(
              "class " + confusion.classNames().get(k),
              share(confusion.precision(k)),
              share(confusion.recall(k)),
              share(confusion.f1(k))));
    }
    return new TablePanel(
        title,
        "Precision: of what was taken for the class, the share that is. Recall: of the class, the"
            + " share found.",
        List.of("", "precision", "recall", "F1"),
        rows);
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  /** How many of each class were taken for each. */
  static HeatMap heatMap(String title, ConfusionMatrix confusion) {
    return HeatMap.confusion(title, confusion.classNames(), confusion.counts());
  }
}
