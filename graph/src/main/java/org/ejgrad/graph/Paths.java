// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where a value goes on its way to a result. */
public final class Paths {
  /**
   * A step of a path.
   *
   * @param user the node that takes a value
   * @param input as which of its inputs
   */
  public record Step(Node user, int input) {
    /** The op of the user. */
    public Op op() {
      return user.op().orElseThrow();
    }

    /** What is taken. */
    public Node taken() {
      return user.input(input);
    }
  }

  private Paths() {}

  /** All steps of all paths from one value to another, in the order of computation. */
  public static List<Step> between(Operand from, Operand to) {
    return between(List.of(from), List.of(to));
  }

  /** All steps from some values to others. */
  public static List<Step> between(List<? extends Operand> from, List<? extends Operand> to) {
    return steps(from, to, (op, input) -> true);
  }

  /** The steps of the paths through which a derivative flows. */
  public static List<Step> differentiableBetween(Operand from, Operand to) {
    return steps(List.of(from), List.of(to), Op::differentiable);
  }

  /** The steps from some values to others whose numbers are computed with them. */
  public static List<Step> computedBetween(
      List<? extends Operand> from, List<? extends Operand> to) {
    return steps(from, to, Op::computesWith);
  }

  /** Whether the numbers of a value are {@linkplain Op#computesWith computed with} another's. */
  public static boolean computes(Operand from, Operand to) {
    NodeList list = NodeList.of(List.of(to.node()));
    boolean[] reached = new boolean[list.size()];
    for (int i = 0; i < list.size(); i++) {
      reached[i] = list.node(i) == from.node();
      if (list.node(i) instanceof Node.Application node) {
        for (int k = 0; k < list.inputCount(i); k++) {
          reached[i] |= reached[list.input(i, k)] && node.operation().computesWith(k);
        }
      }
    }
    return reached[list.root(0)];
  }

  /** Whether a value passes from an input of an op to its result. */
  interface Passes {
    boolean through(Op op, int input);
  }

  private static List<Step> steps(
      List<? extends Operand> from, List<? extends Operand> to, Passes passes) {
    NodeList list = NodeList.of(to.stream().map(Operand::node).toList());
    boolean[] starts = new boolean[list.size()];
    for (int start : list.indicesOf(from)) {
      if (start >= 0) {
        starts[start] = true;
      }
    }
    boolean[] reached = starts.clone();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      Optional<Op> op = node.op();
      for (int k = 0; k < list.inputCount(i) && !starts[i]; k++) {
        if (reached[list.input(i, k)] && passes.through(op.orElseThrow(), k)) {
          reached[i] = true;
          steps.add(new Step(node, k));
        }
      }
    }
    // Some end in a stopGradient or an index: only those that lead on to the end are steps.
    boolean[] leads = new boolean[list.size()];
    for (int k = 0; k < list.rootCount(); k++) {
      leads[list.root(k)] = true;
    }
    List<Step> whole = new ArrayList<>();
    int last = steps.size() - 1;
    for (int i = list.size() - 1; i >= 0; i--) {
      for (; last >= 0 && steps.get(last).user() == list.node(i); last--) {
        if (leads[i]) {
          whole.add(steps.get(last));
          leads[list.input(i, steps.get(last).input())] = true;
        }
      }
    }
    Collections.reverse(whole);
    return List.copyOf(whole);
  }
}
