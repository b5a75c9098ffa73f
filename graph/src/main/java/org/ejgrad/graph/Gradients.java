// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation: from the graph of y to the graph of its gradients.
 *
 * <p>Nodes are visited from y backwards, each after all that use it. Its cotangent is then
 * complete; the op's reverse rule turns it into contributions to the inputs' cotangents, which are
 * added in pairs, in the order they arrive. Only nodes through which a derivative flows from {@code
 * wrt} to y take part. Linear in nodes plus edges, iterative, and the result is an ordinary graph,
 * which can be differentiated again.
 */
public final class Gradients {
  /** What happens if no derivative flows from a target to the result. */
  public enum Unreached {
    /** An {@link IllegalArgumentException} that names the target: it is usually a mistake. */
    ERROR,
    /** Its gradient is 0, and the log says so. */
    WARN,
    /** Its gradient is 0. */
    ZERO
  }

  /** Ends of paths that a message names. */
  private static final int MOST_NAMED = 3;

  private final NodeList list;

  /** Whether a derivative flows from a target to each node. */
  private final boolean[] carries;

  /** What most rules are asked for: the cotangents of all inputs. */
  private final Demand all;

  /** The cotangent of each node: one contribution, the sum of two, or the sum of all. */
  private final @Nullable Node[] bars;

  /** Whether a cotangent is the sum of two. */
  private final boolean[] ofTwo;

  /** Where there are more contributions than two, all; absent as long as no node has so many. */
  private @Nullable PairwiseSum @Nullable [] sums;

  private Gradients(NodeList list, boolean[] carries, boolean selected) {
    this.list = list;
    this.carries = carries;
    this.all = new Demand(Demand.ALL.wanted(), selected);
    bars = new Node[list.size()];
    ofTwo = new boolean[list.size()];
  }

  /**
   * The cotangents of {@code wrt} for the given cotangent of y: for a 1x1 y and the seed 1 these
   * are the gradients, each in the shape of its {@code wrt}.
   *
   * @param y what is differentiated
   * @param seed the cotangent of y, of the same shape
   * @param wrt nodes of any kind
   * @param unreached what happens if no derivative flows from one of {@code wrt} to y
   * @throws IllegalArgumentException if the seed has another shape than y, a target is not reached
   *     and that is an error, or was made inside the function of a condition, loop or checkpoint
   */
  public static List<Node> of(
      Operand y, Operand seed, List<? extends Operand> wrt, Unreached unreached) {
    return of(List.of(y), List.of(seed), wrt, unreached);
  }

  /**
   * The same for several results at once: the sums of what each contributes, in one reverse pass.
   *
   * @param ys what is differentiated
   * @param seeds the cotangent of each
   */
  public static List<Node> of(
      List<? extends Operand> ys,
      List<? extends Operand> seeds,
      List<? extends Operand> wrt,
      Unreached unreached) {
    return of(ys, seeds, wrt, unreached, false);
  }

  /**
   * The same for the rule of an op that differentiates a graph of its own.
   *
   * @param behindSelection what the {@link Demand} of that op says of its result
   */
  public static List<Node> of(
      List<? extends Operand> ys,
      List<? extends Operand> seeds,
      List<? extends Operand> wrt,
      Unreached unreached,
      boolean behindSelection) {
    Arguments.check(
        seeds.size() == ys.size(),
        "gradients: each of the %s results needs a seed, got %s",
        ys.size(),
        seeds.size());
    List<Node> results = new ArrayList<>(ys.size());
    for (int k = 0; k < ys.size(); k++) {
      Node y = ys.get(k).node();
      Arguments.check(
          seeds.get(k).node().shape().equals(y.shape()),
          "gradients: the seed must have the shape of y, got seed=%s, y=%s",
          seeds.get(k).node().shape(),
          y.shape());
      results.add(y);
    }
    for (int k = 0; k < wrt.size(); k++) {
      Arguments.check(wrt.get(k) != null, "gradients: target %s of %s is null", k, wrt.size());
    }
    NodeList list = NodeList.of(results);
    int[] targets = list.indicesOf(wrt);
    refuseInside(list, wrt);
    boolean selected = behindSelection || list.holdsSelection();
    Gradients pass = new Gradients(list, carries(list, targets), selected);
    for (int k = 0; k < results.size(); k++) {
      pass.add(list.root(k), seeds.get(k).node());
    }
    pass.run();
    List<Node> gradients = new ArrayList<>(wrt.size());
    for (int k = 0; k < targets.length; k++) {
      Node w = wrt.get(k).node();
      Node bar = targets[k] < 0 ? null : pass.bars[targets[k]];
      if (bar == null && unreached != Unreached.ZERO) {
        String message = unreached(list, targets[k], w);
        if (unreached == Unreached.ERROR) {
          throw new IllegalArgumentException(message);
        }
        System.getLogger(Gradients.class.getName()).log(System.Logger.Level.WARNING, message);
      }
      gradients.add(bar != null ? bar : Structure.fill(0, w.shape()));
    }
    return List.copyOf(gradients);
  }

  /** A function handed it out: what hangs on it inside would be left out without a word. */
  private static void refuseInside(NodeList list, List<? extends Operand> wrt) {
    Set<Node> wanted = new HashSet<>();
    wrt.forEach(target -> wanted.add(target.node()));
    Subgraph.inside(list, wanted)
        .ifPresent(
            target -> {
              throw Arguments.refused(
                  "gradients: a target must be made outside of functions, got "
                      + target.describe()
                      + ", made inside the function of a condition, loop or checkpoint. Make it before.");
            });
  }

  /** Whether node i is one of these, or a derivative flows to it from one. */
  private static boolean[] carries(NodeList list, int[] targets) {
    boolean[] carries = new boolean[list.size()];
    for (int index : targets) {
      if (index >= 0) {
        carries[index] = true;
      }
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i) instanceof Node.Application node) {
        for (int k = 0; k < list.inputCount(i) && !carries[i]; k++) {
          carries[i] = carries[list.input(i, k)] && node.operation().differentiable(k);
        }
      }
    }
    return carries;
  }

  /** Says where the paths from a target end. */
  private static String unreached(NodeList list, int target, Node w) {
    StringBuilder text = new StringBuilder("gradients: ").append(w.describe());
    String remedy = UserLine.after(". Remove it from wrt or connect it.", UserLine.find());
    if (target < 0) {
      return text.append(" does not influence the result, which is not computed from it")
          .append(remedy)
          .toString();
    }
    text.append(" does not influence the result through differentiable ops:");
    int named = 0;
    boolean[] carries = carries(list, new int[] {target});
    for (int i = 0; i < list.size(); i++) {
      for (int k = 0; k < list.inputCount(i); k++) {
        if (carries[list.input(i, k)]
            && !carries[i]
            && list.node(i) instanceof Node.Application end
            && named++ < MOST_NAMED) {
          text.append(named == 1 ? " no derivative passes " : ", ")
              .append(GraphText.formula(end))
              .append(end.line().map(line -> " (" + line + ")").orElse(""));
        }
      }
    }
    text.append(named > MOST_NAMED ? " and " + (named - MOST_NAMED) + " more" : "");
    return text.append(remedy).toString();
  }

  /** Adds what contributes to a node's cotangent. */
  private void add(int index, Node bar) {
    Node before = bars[index];
    if (before == null || Structure.isZero(before)) {
      bars[index] = bar;
    } else if (!Structure.isZero(bar)) {
      if (ofTwo[index]) {
        sum(index, before).add(bar);
      } else {
        bars[index] = Structure.add(before, bar);
        ofTwo[index] = true;
      }
    }
  }

  private PairwiseSum sum(int index, Node first) {
    @Nullable PairwiseSum[] all = sums;
    if (all == null) {
      all = new PairwiseSum[list.size()];
      sums = all;
    }
    PairwiseSum sum = all[index];
    if (sum == null) {
      sum = new PairwiseSum(first);
      all[index] = sum;
    }
    return sum;
  }

  /** The sum of all that contributes, once nothing more can. */
  private @Nullable Node complete(int index) {
    PairwiseSum sum = sums == null ? null : sums[index];
    if (sum != null) {
      bars[index] = sum.total();
    }
    return bars[index];
  }

  private void run() {
    for (int i = list.size() - 1; i >= 0; i--) {
      Node bar = complete(i);
      if (bar != null && list.node(i) instanceof Node.Application node) {
        propagate(i, node, bar);
      }
    }
  }

  private void propagate(int index, Node.Application node, Node bar) {
    Op op = node.operation();
    int count = list.inputCount(index);
    int wanted = 0;
    int expected = 0;
    for (int k = 0; k < count; k++) {
      if (op.differentiable(k)) {
        expected++;
        wanted += carries[list.input(index, k)] ? 1 : 0;
      }
    }
    if (wanted == 0) {
      return;
    }
    Demand demand =
        wanted == count ? all : new Demand(k -> carries[list.input(index, k)], all.selected());
    List<Node> inputBars = Structure.isZero(bar) ? zeros(node) : op.vjp(node, bar, demand);
    if (inputBars.size() != expected) {
      throw new IllegalStateException(
          op.label()
              + ": vjp must return one cotangent for each differentiable input, got "
              + inputBars.size()
              + " for "
              + expected);
    }
    for (int k = 0, at = 0; k < count; k++) {
      if (!op.differentiable(k)) {
        continue;
      }
      Node inputBar = inputBars.get(at++);
      int input = list.input(index, k);
      if (!inputBar.shape().equals(list.node(input).shape())) {
        throw new IllegalStateException(
            op.label()
                + ": the cotangent of "
                + op.role(k, count)
                + " must have its shape "
                + list.node(input).shape()
                + ", vjp returned "
                + inputBar.shape());
      }
      if (carries[input]) {
        add(input, inputBar);
      }
    }
  }

  /** A cotangent that is 0 everywhere contributes 0 everywhere, whatever the inputs hold. */
  private static List<Node> zeros(Node.Application node) {
    List<Node> zeros = new ArrayList<>();
    for (int k = 0; k < node.inputCount(); k++) {
      if (node.operation().differentiable(k)) {
        zeros.add(Structure.fill(0, node.input(k).shape()));
      }
    }
    return zeros;
  }
}
