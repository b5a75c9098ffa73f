// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Subgraph;

/**
 * A step applied over the rows of some matrices, first to last or last to first, with a state
 * carried from each to the next:
 *
 * <pre>
 * (s_t, o_t, a_t) = step(s_(t-1), row t of each matrix, shared)
 * </pre>
 *
 * <p>The result holds all states s_t (one row each, the row's number t), the outputs o_t (likewise)
 * and the sums over t of the addends a_t. With the cotangents of these, the cotangent of s_t
 * carried back through the steps is again such a state: the reverse rule is a loop in the other
 * direction, over the rows and the states before each step, whose outputs are the cotangents of the
 * rows and whose addends are those of what is shared. So it has derivatives of every order, at the
 * memory of one state for each step.
 *
 * <p>The inputs are the first state (1 x s), the matrices, then what is shared. The step's slots
 * are the same with one row of each matrix; its results are state, outputs, addends.
 */
final class Loop implements ExprOp {
  final Subgraph step;
  final int steps;

  /** How many matrices are read row by row. */
  final int tables;

  /** How many results of the step are kept for each row, without the state. */
  final int outputs;

  /** Whether the last row comes first. */
  final boolean backwards;

  private final Parts parts;

  /** A loop; the step's state and its outputs are single rows. */
  Loop(Subgraph step, int steps, int tables, int outputs, boolean backwards) {
    this.step = step;
    this.steps = steps;
    this.tables = tables;
    this.outputs = outputs;
    this.backwards = backwards;
    List<Shape> shapes = new ArrayList<>();
    for (Node result : step.results()) {
      Shape shape = result.shape();
      shapes.add(shapes.size() <= outputs ? Shape.of(steps, shape.cols()) : shape);
    }
    parts = new Parts(shapes);
  }

  /** States, outputs and sums of a result. */
  Parts parts() {
    return parts;
  }

  @Override
  public String label() {
    return "scan[" + steps + (backwards ? " backwards]" : "]");
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "state" : input <= tables ? "rows" + input : "captured" + (input - tables);
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return parts.packed();
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return new LoopKernel(this, precision);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    if (steps == 0) {
      return x.stream().map(Expr::zeros).toList();
    }
    List<Expr> bars = parts.of(yBar);
    List<Node> slots = step.slots();
    Expr stateBar = Autograd.input("stateCotangent", 1, slots.get(0).shape().cols());
    List<Expr> seeds = new ArrayList<>();
    for (Node result : step.results()) {
      Shape shape = result.shape();
      seeds.add(Autograd.input("cotangent" + (seeds.size() + 1), shape.rows(), shape.cols()));
    }

    List<Expr> allSeeds = new ArrayList<>(seeds);
    allSeeds.set(0, stateBar.plus(seeds.get(0)));
    List<Node> slotBars = Gradients.of(step.results(), allSeeds, slots, Gradients.Unreached.ZERO);

    List<Expr> newSlots = new ArrayList<>(List.of(stateBar));
    slots.subList(0, 1 + tables).forEach(slot -> newSlots.add(Expr.of(slot)));
    newSlots.addAll(seeds.subList(0, 1 + outputs));
    slots.subList(1 + tables, slots.size()).forEach(slot -> newSlots.add(Expr.of(slot)));
    newSlots.addAll(seeds.subList(1 + outputs, seeds.size()));

    List<Expr> inputs = new ArrayList<>(List.of(x.get(0).zeros()));
    inputs.add(statesBefore(x.get(0), parts.of(y).get(0)));
    inputs.addAll(x.subList(1, 1 + tables));
    inputs.addAll(bars.subList(0, 1 + outputs));
    inputs.addAll(x.subList(1 + tables, x.size()));
    inputs.addAll(bars.subList(1 + outputs, bars.size()));

    Loop reverse =
        new Loop(new Subgraph(newSlots, slotBars), steps, 2 + tables + outputs, tables, !backwards);
    List<Expr> results =
        new ArrayList<>(reverse.parts.of(Expr.apply(reverse, inputs.toArray(new Expr[0]))));
    results.set(0, row(results.get(0), backwards ? steps - 1 : 0));
    return results;
  }

  /** The state before each step, in the rows of the steps. */
  private Expr statesBefore(Expr first, Expr states) {
    int s = states.cols();
    return backwards
        ? Expr.concatRows(states.extractMatrix(1, steps, 0, s), first)
        : Expr.concatRows(first, states.extractMatrix(0, steps - 1, 0, s));
  }

  private static Expr row(Expr states, int t) {
    return states.extractMatrix(t, t + 1, 0, states.cols());
  }
}
