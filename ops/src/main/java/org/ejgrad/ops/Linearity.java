// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Operand;
import org.ejgrad.graph.Paths;
import org.ejgrad.graph.Paths.Step;
import org.ejgrad.graph.Structure;
import org.ejgrad.graph.Subgraph;

/**
 * What a derivative does not show of a function that should be linear: steps, whose slope is 0, and
 * numbers that are added. Told by the ops alone; an op of a user's own counts as linear here.
 */
final class Linearity {
  private static final Set<ElementwiseUnary> STEPS =
      EnumSet.of(
          ElementwiseUnary.SIGN,
          ElementwiseUnary.FLOOR,
          ElementwiseUnary.CEIL,
          ElementwiseUnary.ROUND,
          ElementwiseUnary.STEP);

  private Linearity() {}

  /** Whether results are computed from some values by a step, or with something added. */
  static boolean isBroken(List<Node> from, List<? extends Operand> results) {
    List<Step> steps = Paths.computedBetween(from, results);
    Set<Node> reached = new HashSet<>(from);
    steps.forEach(step -> reached.add(step.user()));
    Set<Node> looked = new HashSet<>();
    for (Step step : steps) {
      if (isStep(step) || isSumWithOther(step, reached)) {
        return true;
      }
      if (step.op() instanceof SubgraphOp op
          && looked.add(step.user())
          && isBrokenInside(op, step.user(), reached)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a result is not 0 and does not come from any of some values. */
  static boolean isApart(List<Node> from, List<? extends Operand> results) {
    return othersThan(from, results).anyMatch(node -> !isZero(node));
  }

  /** Whether a result, other than the zeros of rules, does not come from any of some values. */
  static boolean isLeftOut(List<Node> from, List<? extends Operand> results) {
    return othersThan(from, results).anyMatch(node -> !Structure.isZero(node));
  }

  private static Stream<Node> othersThan(List<Node> from, List<? extends Operand> results) {
    Set<Node> reached = new HashSet<>(from);
    for (Step step : Paths.computedBetween(from, results)) {
      reached.add(step.user());
    }
    return results.stream().map(Operand::node).filter(node -> !reached.contains(node));
  }

  private static boolean isStep(Step step) {
    Op op = step.op();
    return !op.differentiable(step.input())
        || (op instanceof ElementwiseUnary unary && STEPS.contains(unary))
        || op == ElementwiseBinary.SAME
        || op == ElementwiseBinary.SHARE_OF_MAXIMUM;
  }

  private static boolean isSumWithOther(Step step, Set<Node> reached) {
    Op op = step.op();
    if (op instanceof ElementwiseWithNumber shift) {
      return shift.function() == ElementwiseWithNumber.Table.SHIFT && shift.number() != 0;
    }
    boolean sums =
        Structure.isSum(step.user())
            || op == ElementwiseBinary.MINUS
            || op instanceof Select
            || op instanceof Concat;
    for (int k = 0; sums && k < step.user().inputCount(); k++) {
      Node other = step.user().input(k);
      if (op.differentiable(k) && !reached.contains(other) && !isZero(other)) {
        return true;
      }
    }
    return false;
  }

  /** Zeros of rules, or a constant of a user's that holds nothing else. */
  private static boolean isZero(Node node) {
    OptionalDouble number = Structure.numberOf(node);
    return number.isPresent()
        ? number.getAsDouble() == 0
        : node instanceof Node.Constant constant
            && Arrays.stream(constant.value().data, 0, constant.shape().elements())
                .allMatch(element -> element == 0);
  }

  private static boolean isBrokenInside(SubgraphOp op, Node node, Set<Node> reached) {
    for (Subgraph graph : op.graphs()) {
      List<Node> slots = op.slotsFrom(graph, k -> reached.contains(node.input(k)));
      if (isBroken(slots, graph.results()) || isApart(slots, graph.results())) {
        return true;
      }
    }
    return false;
  }
}
