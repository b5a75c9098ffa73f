// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.List;
import java.util.Locale;

/**
 * A matrix of counts, shaded by each row's share: a confusion matrix.
 *
 * @param title the heading
 * @param note one sentence below the heading, or empty
 * @param rowTitle what the rows are, such as "actual"
 * @param columnTitle what the columns are, such as "predicted"
 * @param rowNames one name per row
 * @param columnNames one name per column
 * @param values finite and not negative, row after row
 */
public record HeatMap(
    String title,
    String note,
    String rowTitle,
    String columnTitle,
    List<String> rowNames,
    List<String> columnNames,
    Series values)
    implements Panel {
  /** Checks the number of values. */
  public HeatMap {
    rowNames = List.copyOf(rowNames);
    columnNames = List.copyOf(columnNames);
    if ((long) rowNames.size() * columnNames.size() != values.length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "heat map: needs one value per cell, got %d rows, %d columns, %d values",
              rowNames.size(),
              columnNames.size(),
              values.length()));
    }
    if (!values.isFinite() || (!values.isEmpty() && values.min() < 0)) {
      throw new IllegalArgumentException("heat map: values must be finite and not negative");
    }
  }

  /**
   * Returns a confusion matrix: counts[i][j] samples of class i were given class j.
   *
   * @throws IllegalArgumentException if the matrix is not square with one row per class
   */
  public static HeatMap confusion(String title, List<String> classNames, int[][] counts) {
    int classes = classNames.size();
    double[] values = new double[Math.multiplyExact(classes, classes)];
    double right = 0;
    double all = 0;
    for (int i = 0; i < classes; i++) {
      if (counts.length != classes || counts[i].length != classes) {
        throw new IllegalArgumentException(
            "confusion: counts must be " + classes + "x" + classes + ", one row per class");
      }
      for (int j = 0; j < classes; j++) {
        values[i * classes + j] = counts[i][j];
        all += counts[i][j];
        right += i == j ? counts[i][j] : 0;
      }
    }
    String note =
        all == 0
            ? "No samples."
            : String.format(
                Locale.ROOT,
                "%,.0f of %,.0f right: accuracy %.2f %%.",
                right,
                all,
                100 * right / all);
    return new HeatMap(
        title, note, "actual", "predicted", classNames, classNames, Series.of(values));
  }
}
