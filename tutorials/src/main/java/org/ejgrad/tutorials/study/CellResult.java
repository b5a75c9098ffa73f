// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Series;

/**
 * What one cell recorded.
 *
 * @param key the cell
 * @param loss the loss of iteration i + 1 at index i; finite. Of a diverged cell the curve ends at
 *     its last finite value.
 * @param accuracy the share of points classified rightly, in [0, 1], at the same iterations
 * @param seconds wall time of the training
 * @param iterationsToThreshold the first 1-based iteration whose loss is below the threshold
 * @param divergence where the cell stopped, if it diverged
 * @param parameters the last good values
 * @param boundary the probability of class 1 over the plane, with these parameters; in [0, 1]
 */
public record CellResult(
    CellKey key,
    Series loss,
    Series accuracy,
    double seconds,
    OptionalInt iterationsToThreshold,
    Optional<Divergence> divergence,
    List<NamedMatrix> parameters,
    Grid boundary) {
  /** Columns and rows of the boundary that a cell records. */
  public static final int BOUNDARY_NODES = 48;

  /** The boundary covers [-BOUNDARY_EDGE, BOUNDARY_EDGE] in both directions. */
  public static final double BOUNDARY_EDGE = 1.6;

  /** Checks curves, time and boundary. */
  public CellResult {
    parameters = List.copyOf(parameters);
    require(key, loss.length() == accuracy.length(), "loss and accuracy must have the same length");
    require(key, loss.isFinite(), "loss must be finite; a diverged curve ends before");
    require(key, isShare(accuracy), "accuracy must be in [0, 1]");
    require(key, seconds >= 0 && Double.isFinite(seconds), "seconds must be finite, not negative");
    require(key, isShare(boundary.values()), "probabilities must be in [0, 1]");
    int length = loss.length();
    require(
        key,
        divergence.isEmpty()
            ? length > 0
            : length == divergence.get().step() || length == divergence.get().step() - 1,
        "a curve must not be empty, and of a diverged cell it must end at the step or just before");
  }

  /** Returns a result whose iterations to the threshold are read from its loss. */
  public static CellResult of(
      CellKey key,
      StudySettings settings,
      Series loss,
      Series accuracy,
      double seconds,
      Optional<Divergence> divergence,
      List<NamedMatrix> parameters,
      Grid boundary) {
    return new CellResult(
        key,
        loss,
        accuracy,
        seconds,
        iterationsToThreshold(loss, settings),
        divergence,
        parameters,
        boundary);
  }

  static OptionalInt iterationsToThreshold(Series loss, StudySettings settings) {
    OptionalInt index = loss.firstBelow(settings.lossThreshold());
    return index.isPresent() ? OptionalInt.of(index.getAsInt() + 1) : index;
  }

  /** Returns how the cell ended; divergence wins over a threshold reached before. */
  public CellStatus status() {
    if (divergence.isPresent()) {
      return CellStatus.DIVERGED;
    }
    return iterationsToThreshold.isPresent() ? CellStatus.REACHED : CellStatus.NOT_REACHED;
  }

  private static boolean isShare(Series values) {
    return values.isFinite() && (values.isEmpty() || (values.min() >= 0 && values.max() <= 1));
  }

  private static void require(CellKey key, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("cell (" + key + "): " + rule);
    }
  }
}
