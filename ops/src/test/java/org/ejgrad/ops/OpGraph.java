// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * A graph of rows of the op table with a number at each node: as expressions, by the rows' plain
 * formulas, and by the oracle's.
 */
final class OpGraph {
  /** An op on nodes before it. */
  private record Step(OpRow row, Oracle.Formula oracle, List<Integer> arguments) {}

  private final String origin;
  private final List<DMatrixRMaj> drawn = new ArrayList<>();
  private final Map<Integer, Domain> leaves = new TreeMap<>();
  private final Map<Integer, Step> steps = new TreeMap<>();

  OpGraph(String origin) {
    this.origin = origin;
  }

  int addLeaf(Domain domain, DMatrixRMaj value) {
    leaves.put(size(), domain);
    drawn.add(value);
    return size() - 1;
  }

  int addStep(OpRow row, Oracle.Formula oracle, List<Integer> arguments, DMatrixRMaj value) {
    steps.put(size(), new Step(row, oracle, List.copyOf(arguments)));
    drawn.add(value);
    return size() - 1;
  }

  void removeLast() {
    leaves.remove(size() - 1);
    steps.remove(size() - 1);
    drawn.remove(size() - 1);
  }

  int size() {
    return drawn.size();
  }

  int stepCount() {
    return steps.size();
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
    return ops;
  }

  boolean uses(OpRow row) {
    return steps.values().stream().anyMatch(step -> step.row() == row);
  }

  /** Whether a row's argument that a derivative may flow to is computed from others. */
  boolean usesInside(OpRow row) {
    return steps.values().stream()
        .filter(step -> step.row() == row)
        .anyMatch(
            step -> OpTable.smooth(row).stream().anyMatch(k -> !isLeaf(step.arguments().get(k))));
  }

  /** Nodes that no other uses and that have elements. */
  List<Integer> sinks() {
    Set<Integer> used = new TreeSet<>();
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
              : step.row().build.apply(at(step, nodes)));
    }
    return nodes;
  }

  /** All nodes by plain formulas, with smooth leaves moved by so much along directions. */
  List<DMatrixRMaj> values(double by) {
    List<DMatrixRMaj> nodes = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      Step step = steps.get(node);
      nodes.add(step == null ? moved(node, by) : step.row().formula.at(at(step, nodes)));
    }
    return nodes;
  }

  /** All nodes by the oracle, with smooth leaves moving along directions. */
  List<Jets> jets() {
    List<Jets> nodes = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      Step step = steps.get(node);
      nodes.add(
          step == null
              ? Jets.moving(drawn(node), directions(node))
              : step.oracle().at(at(step, nodes)));
    }
    return nodes;
  }

  private static <T> List<T> at(Step step, List<T> nodes) {
    return step.arguments().stream().map(nodes::get).toList();
  }

  private DMatrixRMaj moved(int leaf, double by) {
    DMatrixRMaj value = drawn(leaf).copy();
    DMatrixRMaj directions = directions(leaf);
    for (int i = 0; i < Plain.size(value); i++) {
      value.data[i] += by * directions.data[i];
    }
    return value;
  }

  /** From -1 to 1 for each element of a smooth leaf; 0 for others. */
  DMatrixRMaj directions(int leaf) {
    DMatrixRMaj directions = new DMatrixRMaj(drawn(leaf).numRows, drawn(leaf).numCols);
    for (int i = 0; isSmooth(leaf) && i < Plain.size(directions); i++) {
      directions.data[i] = Math.sin(1 + leaf + 0.7 * i);
    }
    return directions;
  }

  /** The part that one node is computed from. */
  OpGraph upTo(int node) {
    return part(List.of(node), -1);
  }

  /** Without what one node is computed from: it becomes a leaf that holds its number. */
  OpGraph cutAt(int node) {
    return part(sinks(), node);
  }

  private OpGraph part(List<Integer> ends, int cut) {
    boolean[] kept = new boolean[size()];
    ends.forEach(end -> kept[end] = true);
    for (int node = size() - 1; node >= 0; node--) {
      Step step = steps.get(node);
      if (kept[node] && node != cut && step != null) {
        step.arguments().forEach(argument -> kept[argument] = true);
      }
    }
    OpGraph part = new OpGraph(origin);
    int[] places = new int[size()];
    for (int node = 0; node < size(); node++) {
      if (!kept[node]) {
        continue;
      }
      Step step = steps.get(node);
      if (step == null || node == cut) {
        places[node] = part.addLeaf(leaves.getOrDefault(node, Domain.ANY), drawn(node));
      } else {
        List<Integer> arguments = step.arguments().stream().map(k -> places[k]).toList();
        places[node] = part.addStep(step.row(), step.oracle(), arguments, drawn(node));
      }
    }
    return part;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(origin);
    for (int node = 0; node < size(); node++) {
      Step step = steps.get(node);
      text.append("\n%").append(node).append(" = ");
      text.append(step == null ? leaves.get(node) : step.row() + " of " + step.arguments());
      text.append(", ").append(Shape.of(drawn(node)));
    }
    return text.toString();
  }
}
