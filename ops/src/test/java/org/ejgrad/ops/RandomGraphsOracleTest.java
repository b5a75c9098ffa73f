// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of random graphs beside the oracle's, and of graphs with a wrong rule in them. */
class RandomGraphsOracleTest {
  /** A million in the profile nightly. */
  private static final long GRAPHS = Long.getLong("ejgrad.graphs", 10_000);

  private static final long FIRST_SEED = Long.getLong("ejgrad.graphs.first", 0);
  private static final long MOST_SKIPPED = GRAPHS / 20;
  private static final int GRAPHS_THAT_HOLD_EVERY_ROW = 2_000;
  private static final int GRAPHS_THAT_FIND_A_MISTAKE = 10_000;
  private static final int MISTAKES = 23;
  private static final int MOST_NODES = 10;

  private static final List<OpRow> ROWS =
      RandomOpGraph.ROWS.stream().filter(row -> Oracle.of(row).isPresent()).toList();

  /** A row of the op table, and a wrong reverse rule for it. */
  record Mistake(String name, String row, MistakenOp.Rule rule) {
    @Override
    public String toString() {
      return row + ": " + name;
    }
  }

  @Test
  void gradients_areThoseOfTheOracle() {
    long skipped = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + GRAPHS; seed++) {
      OpGraph graph = RandomOpGraph.of(seed, ROWS);
      OracleComparison comparison = OracleComparison.of(graph);
      if (comparison.isIllConditioned()) {
        skipped++;
      } else if (comparison.differs()) {
        OpGraph smallest = OracleComparison.smallest(graph, RandomGraphsOracleTest::fails);
        fail(OracleComparison.of(smallest) + " of " + smallest);
      }
    }
    long count = skipped;
    System.out.printf("%d graphs from seed %d, %d skipped%n", GRAPHS, FIRST_SEED, count);
    assertTrue(count <= MOST_SKIPPED, () -> count + " skipped");
  }

  @Test
  void graphs_holdEveryRowOfTheOracle() {
    List<OpRow> missing = new ArrayList<>(ROWS);
    for (long seed = 0; seed < GRAPHS_THAT_HOLD_EVERY_ROW; seed++) {
      OpGraph graph = RandomOpGraph.of(seed, ROWS);
      missing.removeIf(graph::uses);
    }
    assertEquals(List.of(), missing);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isFoundAndShrunk(Mistake mistake) {
    List<OpRow> rows = new ArrayList<>(ROWS);
    rows.replaceAll(row -> row.toString().equals(mistake.row) ? mistaken(row, mistake) : row);
    OpGraph found = firstFailure(rows).orElseGet(() -> fail("not found: " + mistake));
    OpGraph smallest = OracleComparison.smallest(found, RandomGraphsOracleTest::fails);
    assertTrue(smallest.size() <= MOST_NODES, smallest::toString);
    assertTrue(smallest.toString().contains(mistake.row), smallest::toString);
  }

  @Test
  void mistakes_areOfDifferentKinds() {
    assertEquals(MISTAKES, mistakes().stream().map(Mistake::toString).distinct().count());
  }

  private static Optional<OpGraph> firstFailure(List<OpRow> rows) {
    List<OpRow> wrong = rows.stream().filter(row -> !ROWS.contains(row)).toList();
    assertFalse(wrong.isEmpty());
    for (long seed = 0; seed < GRAPHS_THAT_FIND_A_MISTAKE; seed++) {
      OpGraph graph = RandomOpGraph.of(seed, rows);
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

  private static OpRow mistaken(OpRow row, Mistake mistake) {
    MistakenOp op = new MistakenOp(row.build, mistake.rule);
    OpRow wrong =
        new OpRow(row.op, row.title, x -> Expr.apply(op, x.toArray(new Expr[0])), row.formula);
    wrong.domains.addAll(row.domains);
    wrong.shapes.addAll(row.shapes);
    return wrong;
  }

  static List<Mistake> mistakes() {
    return List.of(
        unary("wrong sign", "EXP", (x, y, g) -> g.carry(y).negative()),
        unary("cotangent forgotten", "EXP", (x, y, g) -> y),
        unary("missing factor 2", "SQUARE", (x, y, g) -> g.carry(x)),
        unary("factor 2 too many", "SIN", (x, y, g) -> g.carry(x.cos()).scale(2)),
        unary("sign of the slope", "COS", (x, y, g) -> g.carry(x.sin())),
        unary("slope of x, not y", "TANH", (x, y, g) -> g.carry(x.square().scale(-1).plus(1))),
        unary("slope of y, not x", "LOG", (x, y, g) -> g.carry(y.elementExp())),
        unary("sign inside the slope", "SIGMOID", (x, y, g) -> g.carry(y.elementMult(y.plus(1)))),
        unary("slope forgotten", "RELU", (x, y, g) -> g),
        one(
            "off by 1e-6",
            "ops.ElementwiseWithNumber.SCALE by -2.5",
            (x, y, g) -> g.scale(-2.5000025)),
        one("passes outside", "ops.Clip", (x, y, g) -> g),
        one("missing row sum", "ops.RowOps.SOFTMAX_ROWS", (x, y, g) -> g.carry(y)),
        one("no count", "graph.SumTo meanCols", (x, y, g) -> g.broadcast(x.shape())),
        one("from the other end", "ops.CumulativeSum rows", (x, y, g) -> g.cumSumRows()),
        one("length forgotten", "ops.NormRows rows", (x, y, g) -> x.elementMult(g)),
        one(
            "not transposed",
            "ops.Factorization.LU invert",
            (x, y, g) -> y.mult(g).mult(y).negative()),
        one("transposes", "ops.Reshape", (x, y, g) -> g.transpose()),
        both(
            "no cotangent",
            "ops.MatMul ab",
            (a, b, g) -> g.mult(b.transpose()),
            (a, b, g) -> b.zeros()),
        both(
            "off by 1e-8",
            "ops.MatMul ab'",
            (a, b, g) -> g.mult(b).scale(1 + 1e-8),
            (a, b, g) -> g.transpose().mult(a)),
        both(
            "own factor",
            "ops.ElementwiseBinary.TIMES elementMult",
            (a, b, g) -> g.carry(a),
            (a, b, g) -> g.carry(b)),
        both("same sign", "ops.ElementwiseBinary.MINUS minus", (a, b, g) -> g, (a, b, g) -> g),
        both(
            "square forgotten",
            "ops.ElementwiseBinary.DIVIDE elementDiv",
            (a, b, g) -> g.elementDiv(b),
            (a, b, g) -> g.elementMult(a).elementDiv(b).negative()),
        both(
            "to the smaller",
            "ops.ElementwiseBinary.MAXIMUM maximum",
            (a, b, g) -> g.carry(a.lessThan(b)),
            (a, b, g) -> g.carry(b.lessThan(a))));
  }

  private interface UnaryRule {
    Expr xBar(Expr x, Expr y, Expr yBar);
  }

  private interface BinaryRule {
    Expr bar(Expr a, Expr b, Expr yBar);
  }

  private static Mistake unary(String name, String constant, UnaryRule rule) {
    return one(name, "ops.ElementwiseUnary." + constant, rule);
  }

  private static Mistake one(String name, String row, UnaryRule rule) {
    return new Mistake(name, row, (x, y, g) -> List.of(rule.xBar(x.get(0), y, g)));
  }

  /** Rules of elementwise ops are for operands of one shape; others are summed to theirs. */
  private static Mistake both(String name, String row, BinaryRule aBar, BinaryRule bBar) {
    return new Mistake(
        name,
        row,
        (x, y, g) -> {
          Expr a = x.get(0);
          Expr b = x.get(1);
          return List.of(aBar.bar(a, b, g).sumTo(a.shape()), bBar.bar(a, b, g).sumTo(b.shape()));
        });
  }
}
