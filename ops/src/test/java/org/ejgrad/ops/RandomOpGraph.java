// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * A graph of rows of the op table drawn from a seed, with shared nodes: as expressions, and by the
 * rows' plain formulas, whose numbers also decide what a node may go into.
 */
final class RandomOpGraph {
  private static final List<OpRow> ROWS =
      OpTable.rows().stream().filter(row -> !row.op.equals(OpTable.COPY)).toList();

  /** Larger results are scaled down to this, so that neither numbers nor slopes run away. */
  private static final double LARGEST = 4;

  private static final String SMALLER = "scaled down";

  /** An op on nodes before it. */
  private record Step(OpRow row, List<Integer> arguments) {}

  private final long seed;
  private final SplittableRandom random;

  /** By how much sides above 1 are multiplied: loops of vectors and BLAS want more than a few. */
  private final int stretch;

  private final List<DMatrixRMaj> drawn = new ArrayList<>();
  private final Map<Integer, Domain> leaves = new HashMap<>();
  private final Map<Integer, Step> steps = new HashMap<>();

  RandomOpGraph(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    stretch = random.nextInt(4) == 0 ? 7 : 1;
    int target = 3 + random.nextInt(18);
    while (steps.size() < target) {
      addStep();
    }
  }

  int size() {
    return drawn.size();
  }

  /** The number of a leaf, as drawn; of another node, as its formula gives it. */
  DMatrixRMaj drawn(int node) {
    return drawn.get(node);
  }

  boolean isLeaf(int node) {
    return leaves.containsKey(node);
  }

  /** Whether a node is a leaf that a derivative may flow to. */
  boolean isSmooth(int node) {
    Domain domain = leaves.get(node);
    return domain != null && !domain.isDiscrete();
  }

  /** The ops in it, by the names of the op table. */
  Set<String> ops() {
    Set<String> ops = new TreeSet<>();
    steps.values().forEach(step -> ops.add(step.row().op));
    ops.remove(SMALLER);
    return ops;
  }

  /** Nodes that no other uses and that have elements. */
  List<Integer> sinks() {
    Set<Integer> used = new HashSet<>();
    steps.values().forEach(step -> used.addAll(step.arguments()));
    List<Integer> sinks = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      if (!used.contains(node) && Plain.size(drawn(node)) > 0) {
        sinks.add(node);
      }
    }
    return sinks;
  }

  /** All nodes as expressions; leaves are inputs. */
  List<Expr> expressions() {
    List<Expr> nodes = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      Step step = steps.get(node);
      DMatrixRMaj value = drawn(node);
      nodes.add(
          step == null
              ? Autograd.input("x" + node, value.numRows, value.numCols)
              : step.row().build.apply(step.arguments().stream().map(nodes::get).toList()));
    }
    return nodes;
  }

  /** All nodes by plain formulas, with smooth leaves moved by so much along directions. */
  List<DMatrixRMaj> values(double by) {
    List<DMatrixRMaj> nodes = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      Step step = steps.get(node);
      nodes.add(
          step == null
              ? moved(node, by)
              : step.row().formula.at(step.arguments().stream().map(nodes::get).toList()));
    }
    return nodes;
  }

  private DMatrixRMaj moved(int leaf, double by) {
    DMatrixRMaj value = drawn(leaf).copy();
    for (int i = 0; isSmooth(leaf) && i < Plain.size(value); i++) {
      value.data[i] += by * direction(leaf, i);
    }
    return value;
  }

  /** From -1 to 1, for each element of each leaf. */
  static double direction(int leaf, int element) {
    return Math.sin(1 + leaf + 0.7 * element);
  }

  private void addStep() {
    OpRow row = ROWS.get(random.nextInt(ROWS.size()));
    List<Shape> shapes = row.shapes.get(random.nextInt(row.shapes.size()));
    List<Integer> arguments = new ArrayList<>();
    int before = size();
    for (int k = 0; k < shapes.size(); k++) {
      // That row's result has one shape only.
      Shape shape = row.op.equals("graph.Broadcast") ? shapes.get(k) : stretched(shapes.get(k));
      arguments.add(argument(row.domains.get(k), shape, k));
    }
    DMatrixRMaj value = row.formula.at(arguments.stream().map(drawn::get).toList());
    double largest = largest(value);
    if (!Double.isFinite(largest)) {
      while (size() > before) {
        leaves.remove(size() - 1);
        drawn.remove(size() - 1);
      }
      return;
    }
    add(row, arguments, value);
    if (largest > LARGEST) {
      // A power of two, which rounds nothing.
      double by = Math.scalb(1.0, -1 - Math.getExponent(largest / LARGEST));
      OpRow smaller =
          new OpRow(SMALLER, "by " + by, x -> x.get(0).scale(by), Plain.unary(v -> v * by));
      add(smaller, List.of(size() - 1), smaller.formula.at(List.of(value)));
    }
  }

  private void add(OpRow row, List<Integer> arguments, DMatrixRMaj value) {
    steps.put(size(), new Step(row, arguments));
    drawn.add(value);
  }

  private Shape stretched(Shape shape) {
    return Shape.of(
        shape.rows() == 1 ? 1 : stretch * shape.rows(),
        shape.cols() == 1 ? 1 : stretch * shape.cols());
  }

  /** A node that fits, or else a new leaf. */
  private int argument(Domain domain, Shape shape, int k) {
    List<Integer> fitting = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      if (Shape.of(drawn(node)).equals(shape) && fits(domain, drawn(node))) {
        fitting.add(node);
      }
    }
    if (!fitting.isEmpty() && random.nextInt(8) > 0) {
      return fitting.get(random.nextInt(fitting.size()));
    }
    leaves.put(size(), domain);
    drawn.add(domain.matrix(shape, k, seed + 1000L * size()));
    return size() - 1;
  }

  private static boolean fits(Domain domain, DMatrixRMaj value) {
    for (int i = 0; i < Plain.size(value); i++) {
      double v = value.data[i];
      boolean inside =
          switch (domain) {
            case ANY -> Math.abs(v) <= LARGEST;
            case POSITIVE -> v >= 0.3 && v <= LARGEST;
            case NOT_ZERO -> Math.abs(v) >= 0.4 && Math.abs(v) <= LARGEST;
            case PROBABILITY -> v >= 0.1 && v <= 0.9;
            case APART, DISTINCT, INDEX, TRUTH -> false;
          };
      if (!inside) {
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

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed " + seed);
    for (int node = 0; node < size(); node++) {
      Step step = steps.get(node);
      text.append("\n%").append(node).append(" = ");
      text.append(step == null ? leaves.get(node) : step.row() + " of " + step.arguments());
      text.append(", ").append(Shape.of(drawn(node)));
    }
    return text.toString();
  }
}
