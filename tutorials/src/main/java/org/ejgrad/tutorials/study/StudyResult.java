// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.List;

/**
 * A whole study.
 *
 * @param settings what was run
 * @param points one set per size, in the settings' order
 * @param cells one result per cell, in grid order
 */
public record StudyResult(StudySettings settings, List<PointSet> points, List<CellResult> cells) {
  /** Checks that points and cells are those of the settings. */
  public StudyResult {
    points = List.copyOf(points);
    cells = List.copyOf(cells);
    if (!points.stream().map(PointSet::n).toList().equals(settings.sizes())) {
      throw new IllegalArgumentException(
          "study: needs one set of points per size in order, sizes=" + settings.sizes());
    }
    if (cells.size() != settings.cellCount()) {
      throw new IllegalArgumentException(
          "study: needs one result per cell, got " + cells.size() + " of " + settings.cellCount());
    }
    List<CellKey> keys = settings.cells();
    for (int i = 0; i < keys.size(); i++) {
      CellResult cell = cells.get(i);
      require(cell, cell.key().equals(keys.get(i)), "must be the cell (" + keys.get(i) + ")");
      require(
          cell,
          cell.divergence().isPresent()
              ? cell.divergence().get().step() <= settings.iterations()
              : cell.loss().length() == settings.iterations(),
          "must record " + settings.iterations() + " iterations, or diverge within them");
      require(
          cell,
          cell.iterationsToThreshold()
              .equals(CellResult.iterationsToThreshold(cell.loss(), settings)),
          "iterations to the threshold must be those of its loss");
    }
  }

  /** Returns the result at these positions of the settings' lists. */
  CellResult cell(int size, int network, int rate, int optimizer) {
    int nets = settings.networks().size();
    int rates = settings.learningRates().size();
    int optimizers = settings.optimizers().size();
    return cells.get(((size * nets + network) * rates + rate) * optimizers + optimizer);
  }

  private static void require(CellResult cell, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("study: result (" + cell.key() + ") " + rule);
    }
  }
}
