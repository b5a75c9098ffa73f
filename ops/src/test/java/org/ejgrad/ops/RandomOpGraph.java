// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * Draws a graph of rows of the op table from a seed, with shared nodes; the numbers at its nodes
 * decide what a node may go into.
 *
 * <p>Deep graphs have 1 to 200 nodes, as many up to 14 as above: the logarithm of the number is
 * uniform. What a row needs of a narrow domain is mostly computed in the graph, by a {@link
 * DomainMap}. Shallow graphs have 3 to 20 ops, whose arguments of narrow domains are mostly leaves:
 * differences of their values are as exact as those of the ops.
 */
final class RandomOpGraph {
  /** What a node of a program can be: all rows but that of the op which only the compiler makes. */
  static final List<OpRow> ROWS =
      OpTable.rows().stream().filter(row -> !row.op.equals(OpTable.COPY)).toList();

  /** Scaling larger results down, so that neither numbers nor slopes run away. */
  static final String SMALLER = "scaled down";

  /** Of nodes in a deep graph. */
  static final int MOST_NODES = 200;

  private static final double LARGEST = 4;

  private static final int STRETCH = 7;

  /** Kronecker products of stretched matrices hold ten times as many numbers. */
  private static final int MOST_NUMBERS = 10_000;

  private static final Set<OpRow> STRETCHABLE =
      ROWS.stream().filter(RandomOpGraph::isStretchable).collect(Collectors.toSet());

  private static final List<DomainMap.Curve> CURVES = List.of(DomainMap.Curve.values());

  private static final Oracle.Formula NO_ORACLE =
      x -> {
        throw new IllegalStateException("this row has no oracle");
      };

  private final long seed;
  private final List<OpRow> rows;
  private final SplittableRandom random;
  private final OpGraph graph;

  /** By how much sides above 1 are multiplied: loops of vectors and BLAS want more than a few. */
  private final int stretch;

  private final boolean deep;

  private RandomOpGraph(long seed, List<OpRow> rows, boolean deep) {
    this.seed = seed;
    this.rows = rows;
    this.deep = deep;
    random = new SplittableRandom(seed);
    stretch = random.nextInt(4) == 0 ? STRETCH : 1;
    graph = new OpGraph("seed " + seed);
  }

  /** The deep graph of a seed, of these rows. */
  static OpGraph deep(long seed, List<OpRow> rows) {
    return new RandomOpGraph(seed, rows, true).deep();
  }

  /** The shallow graph of a seed, of these rows. */
  static OpGraph shallow(long seed, List<OpRow> rows) {
    return new RandomOpGraph(seed, rows, false).shallow();
  }

  private OpGraph deep() {
    int target = (int) Math.exp(random.nextDouble() * Math.log(MOST_NODES + 1));
    if (target == 1) {
      OpRow row = rows.get(random.nextInt(rows.size()));
      List<Shape> shapes = row.shapes.get(random.nextInt(row.shapes.size()));
      addLeaf(row.domains.get(0), shapes.get(0), 0);
    }
    while (graph.size() < target) {
      int before = graph.size();
      addStep();
      if (graph.size() > MOST_NODES) {
        removeDownTo(before);
        break;
      }
    }
    return graph;
  }

  private OpGraph shallow() {
    int target = 3 + random.nextInt(18);
    while (graph.stepCount() < target) {
      addStep();
    }
    return graph;
  }

  private void removeDownTo(int size) {
    while (graph.size() > size) {
      graph.removeLast();
    }
  }

  private void addStep() {
    OpRow row = rows.get(random.nextInt(rows.size()));
    List<Shape> shapes = row.shapes.get(random.nextInt(row.shapes.size()));
    List<Integer> arguments = new ArrayList<>();
    int before = graph.size();
    for (int k = 0; k < shapes.size(); k++) {
      Shape shape = STRETCHABLE.contains(row) ? stretched(shapes.get(k), stretch) : shapes.get(k);
      arguments.add(argument(row.domains.get(k), shape, k));
    }
    DMatrixRMaj value = row.formula.at(arguments.stream().map(graph::drawn).toList());
    double largest = largest(value);
    if (!Double.isFinite(largest)) {
      removeDownTo(before);
      return;
    }
    int node = graph.addStep(row, Oracle.of(row).orElse(NO_ORACLE), arguments, value);
    if (largest > LARGEST) {
      // A power of two, which rounds nothing.
      double by = Math.scalb(1.0, -1 - Math.getExponent(largest / LARGEST));
      OpRow smaller =
          new OpRow(SMALLER, "by " + by, x -> x.get(0).scale(by), Plain.unary(v -> v * by));
      graph.addStep(
          smaller,
          x -> x.get(0).map(v -> v.times(by)),
          List.of(node),
          smaller.formula.at(List.of(value)));
    }
  }

  /**
   * Whether a row is meant for more shapes than it lists. Not those of linear algebra: the loops
   * are EJML's, and plain formulas, such as minors of minors, are for a few rows.
   */
  private static boolean isStretchable(OpRow row) {
    // More numbers would come too near to ties, or to values whose squares are equal.
    boolean ties = row.op.equals("ops.Extremum") && !row.domains.contains(Domain.DISTINCT);
    boolean gaps = row.op.equals("ops.GapQuotients");
    if (ties || gaps || row.domains.contains(Domain.DOMINANT)) {
      return false;
    }
    for (List<Shape> shapes : row.shapes) {
      List<Shape> stretched = shapes.stream().map(shape -> stretched(shape, STRETCH)).toList();
      List<DMatrixRMaj> drawn = row.arguments(stretched, 1);
      try {
        Expr y = row.build.apply(drawn.stream().map(Autograd::constant).toList());
        boolean tooLarge = y.shape().elements() > MOST_NUMBERS;
        if (tooLarge || !y.shape().equals(Shape.of(row.formula.at(drawn)))) {
          return false;
        }
        y.evaluate();
      } catch (RuntimeException onlyTheListedShapes) {
        return false;
      }
    }
    return true;
  }

  private static Shape stretched(Shape shape, int stretch) {
    return Shape.of(
        shape.rows() == 1 ? 1 : stretch * shape.rows(),
        shape.cols() == 1 ? 1 : stretch * shape.cols());
  }

  /** A node that fits, or one mapped into the domain, or else a new leaf. */
  private int argument(Domain domain, Shape shape, int k) {
    List<Integer> fitting = nodes(shape, domain);
    if (!fitting.isEmpty() && random.nextInt(8) > 0) {
      return oneOf(fitting);
    }
    if (deep && domain != Domain.ANY && domain != Domain.INDEX && random.nextInt(4) > 0) {
      OptionalInt mapped = mapped(domain, shape, k);
      if (mapped.isPresent()) {
        return mapped.getAsInt();
      }
    }
    return addLeaf(domain, shape, k);
  }

  private OptionalInt mapped(Domain domain, Shape shape, int k) {
    boolean square = domain == Domain.DOMINANT && shape.rows() == shape.cols();
    if (domain == Domain.TRUTH) {
      return mapped(nodes(shape, Domain.NOT_ZERO), DomainMap.condition());
    }
    DomainMap.Curve curve = CURVES.get(random.nextInt(CURVES.size()));
    if (square && shape.elements() > 0 && random.nextBoolean()) {
      List<Integer> sameRows =
          fitting(of -> of.rows() == shape.rows() && of.cols() > 0, Domain.ANY);
      if (!sameRows.isEmpty()) {
        int from = oneOf(sameRows);
        return mapped(
            List.of(from), DomainMap.positiveDefinite(curve, Shape.of(graph.drawn(from))));
      }
    }
    DomainMap map = DomainMap.of(domain, curve, shape, k, seed + 1000L * graph.size());
    return mapped(nodes(shape, Domain.ANY), map);
  }

  private OptionalInt mapped(List<Integer> from, DomainMap map) {
    if (from.isEmpty()) {
      return OptionalInt.empty();
    }
    List<Integer> argument = List.of(oneOf(from));
    DMatrixRMaj value = map.row().formula.at(List.of(graph.drawn(argument.get(0))));
    return OptionalInt.of(graph.addStep(map.row(), map.oracle(), argument, value));
  }

  private int addLeaf(Domain domain, Shape shape, int k) {
    return graph.addLeaf(domain, domain.matrix(shape, k, seed + 1000L * graph.size()));
  }

  private int oneOf(List<Integer> nodes) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private List<Integer> nodes(Shape shape, Domain domain) {
    return fitting(shape::equals, domain);
  }

  private List<Integer> fitting(Predicate<Shape> shape, Domain domain) {
    List<Integer> fitting = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      DMatrixRMaj value = graph.drawn(node);
      if (shape.test(Shape.of(value)) && fits(domain, value)) {
        fitting.add(node);
      }
    }
    return fitting;
  }

  private static boolean fits(Domain domain, DMatrixRMaj value) {
    if (domain == Domain.DISTINCT) {
      return largest(value) <= LARGEST / 2 && areDistinct(value);
    }
    for (int i = 0; i < Plain.size(value); i++) {
      double v = value.data[i];
      boolean inside =
          switch (domain) {
            case ANY -> Math.abs(v) <= LARGEST;
            case POSITIVE -> v >= 0.3 && v <= LARGEST;
            case NOT_ZERO -> Math.abs(v) >= 0.4 && Math.abs(v) <= LARGEST;
            case PROBABILITY -> v >= 0.1 && v <= 0.9;
            case INSIDE_ONE -> Math.abs(v) <= 0.8;
            case BETWEEN, DOMINANT, APART, DISTINCT, INDEX, TRUTH -> false;
          };
      if (!inside) {
        return false;
      }
    }
    return true;
  }

  /** Whether they are as far from each other as the numbers of a leaf. */
  private static boolean areDistinct(DMatrixRMaj value) {
    double[] sorted = Arrays.stream(value.data, 0, Plain.size(value)).sorted().toArray();
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] < 0.2) {
        return false;
      }
    }
    return true;
  }

  /** The largest size of an element; NaN where one is. */
  static double largest(DMatrixRMaj value) {
    double largest = 0;
    for (int i = 0; i < Plain.size(value); i++) {
      largest = Math.max(largest, Math.abs(value.data[i]));
    }
    return largest;
  }
}
