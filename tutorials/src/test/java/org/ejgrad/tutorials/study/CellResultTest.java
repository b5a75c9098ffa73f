// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class CellResultTest {
  private static final StudySettings SETTINGS = SyntheticRunner.small();
  private static final CellKey KEY = SETTINGS.cells().get(0);
  private static final Grid HALF = Grid.sample(-1, 1, -1, 1, 2, 2, (x, y) -> 0.5);
  private static final Optional<Divergence> AT_3 = Optional.of(new Divergence(3, "exp"));

  @Test
  void status_followsFromCurveAndDivergence() {
    CellResult reached = cell(Series.of(0.5, 0.009, 0.02), Optional.empty());
    assertEquals(CellStatus.REACHED, reached.status());
    assertEquals(OptionalInt.of(2), reached.iterationsToThreshold());
    CellResult at = cell(Series.of(0.5, 0.01), Optional.empty());
    assertEquals(CellStatus.NOT_REACHED, at.status());
    assertEquals(OptionalInt.empty(), at.iterationsToThreshold());
    CellResult diverged = cell(Series.of(0.5, 0.009), AT_3);
    assertEquals(CellStatus.DIVERGED, diverged.status());
    assertEquals(OptionalInt.of(2), diverged.iterationsToThreshold());
  }

  @Test
  void result_badValues_areRefused() {
    assertRefused(Series.of(0.5, Double.NaN), Optional.empty(), 1, HALF);
    assertRefused(Series.of(), Optional.empty(), 1, HALF);
    assertRefused(Series.of(0.5), AT_3, 1, HALF);
    assertRefused(Series.of(1, 1, 1, 1), AT_3, 1, HALF);
    assertRefused(Series.of(0.5), Optional.empty(), -1, HALF);
    Grid two = Grid.sample(-1, 1, -1, 1, 2, 2, (x, y) -> 2);
    assertRefused(Series.of(0.5), Optional.empty(), 1, two);
    assertThrows(IllegalArgumentException.class, () -> new Divergence(0, "exp"));
  }

  @Test
  void result_accuracyOutsideItsRange_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            CellResult.of(
                KEY,
                SETTINGS,
                Series.of(0.5),
                Series.of(1.5),
                1,
                Optional.empty(),
                List.of(),
                HALF));
  }

  @Test
  void namedMatrix_copiesBothWays() {
    DMatrixRMaj matrix = new DMatrixRMaj(2, 1, true, 3, 4);
    NamedMatrix named = NamedMatrix.of("w", matrix);
    matrix.set(0, 0, 9);
    assertEquals(Series.of(3, 4), named.values());
    assertEquals(2, named.toMatrix().getNumRows());
    assertEquals(4, named.toMatrix().get(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new NamedMatrix("w", 2, 2, Series.of(1, 2)));
    assertThrows(
        IllegalArgumentException.class, () -> new NamedMatrix("w", 1, 1, Series.of(Double.NaN)));
  }

  @Test
  void pointSet_badValues_areRefused() {
    Series one = Series.of(1);
    assertThrows(IllegalArgumentException.class, () -> new PointSet(0, one, one, one));
    assertThrows(IllegalArgumentException.class, () -> new PointSet(1, one, Series.of(), one));
    assertThrows(IllegalArgumentException.class, () -> new PointSet(1, one, one, Series.of(2)));
    assertThrows(
        IllegalArgumentException.class, () -> new PointSet(1, Series.of(Double.NaN), one, one));
  }

  private static CellResult cell(Series loss, Optional<Divergence> divergence) {
    Series accuracy = Series.of(new double[loss.length()]);
    return CellResult.of(KEY, SETTINGS, loss, accuracy, 1, divergence, List.of(), HALF);
  }

  private static void assertRefused(
      Series loss, Optional<Divergence> divergence, double seconds, Grid boundary) {
    Series accuracy = Series.of(new double[loss.length()]);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            CellResult.of(KEY, SETTINGS, loss, accuracy, seconds, divergence, List.of(), boundary));
  }
}
