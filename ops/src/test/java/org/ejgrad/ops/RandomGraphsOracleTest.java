// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ejgrad.ops.Mistakes.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of random graphs beside the oracle's, and of graphs with a wrong rule in them. */
class RandomGraphsOracleTest {
  /** A million in the profile nightly, a third on each tier. */
  private static final long GRAPHS = Long.getLong("ejgrad.graphs", 10_000);

  private static final long FIRST_SEED = Long.getLong("ejgrad.graphs.first", 0);
  private static final long MOST_SKIPPED = GRAPHS / 20;
  private static final int GRAPHS_THAT_HOLD_EVERY_ROW = 2_000;
  private static final int GRAPHS_THAT_FIND_A_MISTAKE = 10_000;
  private static final int MISTAKES = 58;
  private static final int MOST_NODES = 10;

  private static final List<OpRow> ROWS =
      RandomOpGraph.ROWS.stream().filter(row -> Oracle.of(row).isPresent()).toList();

  static List<Mistake> mistakes() {
    return Mistakes.all();
  }

  @Test
  void gradients_areThoseOfTheOracle() {
    long skipped = 0;
    IntSummaryStatistics sizes = new IntSummaryStatistics();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + GRAPHS; seed++) {
      OpGraph graph = RandomOpGraph.deep(seed, ROWS);
      sizes.accept(graph.size());
      OracleComparison comparison = OracleComparison.of(graph);
      if (comparison.isIllConditioned()) {
        skipped++;
      } else if (comparison.differs()) {
        OpGraph smallest = OracleComparison.smallest(graph, RandomGraphsOracleTest::fails);
        fail(OracleComparison.of(smallest) + " of " + smallest);
      }
    }
    long count = skipped;
    System.out.printf(
        "%d graphs of %d to %d nodes, %.0f on average, from seed %d, %d skipped%n",
        GRAPHS, sizes.getMin(), sizes.getMax(), sizes.getAverage(), FIRST_SEED, count);
    assertTrue(count <= MOST_SKIPPED, () -> count + " skipped");
  }

  @Test
  void graphs_haveOneToTwoHundredNodes_andHoldEveryRow_onComputedArguments() {
    List<OpRow> missing = new ArrayList<>(ROWS);
    List<OpRow> onlyOnLeaves = new ArrayList<>(ROWS);
    onlyOnLeaves.removeIf(row -> OpTable.smooth(row).isEmpty());
    IntSummaryStatistics sizes = new IntSummaryStatistics();
    for (long seed = 0; seed < GRAPHS_THAT_HOLD_EVERY_ROW; seed++) {
      OpGraph graph = RandomOpGraph.deep(seed, ROWS);
      sizes.accept(graph.size());
      missing.removeIf(graph::uses);
      onlyOnLeaves.removeIf(graph::usesInside);
    }
    assertEquals(1, sizes.getMin());
    int most = sizes.getMax();
    assertTrue(most > 190 && most <= RandomOpGraph.MOST_NODES, sizes::toString);
    assertEquals(List.of(), missing);
    assertEquals(List.of(), onlyOnLeaves);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isFoundAndShrunk(Mistake mistake) {
    List<OpRow> rows = new ArrayList<>(ROWS);
    rows.replaceAll(row -> row.toString().equals(mistake.row()) ? mistake.in(row) : row);
    OpGraph found = firstFailure(rows).orElseGet(() -> fail("not found: " + mistake));
    OpGraph smallest = OracleComparison.smallest(found, RandomGraphsOracleTest::fails);
    assertTrue(smallest.size() <= MOST_NODES, smallest::toString);
    assertTrue(smallest.toString().contains(mistake.row()), smallest::toString);
  }

  @Test
  void mistakes_areOfDifferentKinds_inEveryFamily() {
    Set<String> different = new TreeSet<>(mistakes().stream().map(Mistake::toString).toList());
    assertEquals(MISTAKES, different.size());
    for (List<OpRow> family : OpTable.families()) {
      Set<String> rows = new TreeSet<>(family.stream().map(OpRow::toString).toList());
      long count = mistakes().stream().filter(mistake -> rows.contains(mistake.row())).count();
      assertTrue(count >= 2, () -> count + " mistakes in " + rows);
    }
  }

  private static Optional<OpGraph> firstFailure(List<OpRow> rows) {
    List<OpRow> wrong = rows.stream().filter(row -> !ROWS.contains(row)).toList();
    assertFalse(wrong.isEmpty());
    for (long seed = 0; seed < GRAPHS_THAT_FIND_A_MISTAKE; seed++) {
      OpGraph graph = RandomOpGraph.deep(seed, rows);
      if (wrong.stream().anyMatch(graph::uses) && fails(graph)) {
        return Optional.of(graph);
      }
    }
    return Optional.empty();
  }

  private static boolean fails(OpGraph graph) {
    OracleComparison comparison = OracleComparison.of(graph);
    return !comparison.isIllConditioned() && comparison.differs();
  }
}
