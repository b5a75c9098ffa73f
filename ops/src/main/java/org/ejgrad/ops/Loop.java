// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ejgrad.graph.Demand;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Structure;
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
final class Loop implements SubgraphOp {
  final Subgraph step;
  final int steps;

  /** How many matrices are read row by row. */
  final int tables;

  /** How many results of the step are kept for each row, without the state. */
  final int outputs;

  /** Whether the last row comes first. */
  final boolean backwards;

  private final Parts parts;
  private final boolean selects;

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
    selects = step.selects();
  }

  @Override
  public List<Subgraph> graphs() {
    return List.of(step);
  }

  /** And the state, which comes from what the others hold after the first step. */
  @Override
  public List<Node> slotsFrom(Subgraph graph, IntPredicate inputs) {
    return IntStream.range(0, graph.slots().size())
        .filter(k -> k == 0 || inputs.test(k))
        .mapToObj(graph.slots()::get)
        .toList();
  }

  @Override
  public OptionalInt wholeInput(int slot) {
    return slot > tables ? OptionalInt.of(slot) : OptionalInt.empty();
  }

  @Override
  public Loop of(List<Subgraph> graphs) {
    return new Loop(graphs.get(0), steps, tables, outputs, backwards);
  }

  /** States, outputs and sums of a result. */
  @Override
  public Parts parts() {
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
  public boolean differentiable(int input) {
    return step.differentiable(input);
  }

  @Override
  public boolean computesWith(int input) {
    return step.computesWith(input);
  }

  @Override
  public boolean selects(int input) {
    return selects;
  }

  @Override
  public long bytes(List<Shape> inputs, Precision kept) {
    long rows = 0;
    for (Node slot : step.slots().subList(0, 1 + tables)) {
      rows += slot.shape().elements();
    }
    long sums = 0;
    for (Node addend : step.results().subList(1 + outputs, step.results().size())) {
      sums += addend.shape().elements();
    }
    return SubgraphOp.super.bytes(inputs, kept)
        + rows * kept.bytes()
        + sums * CompensatedSums.BYTES;
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    return new LoopKernel(this, kept);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar, Demand demand) {
    if (steps == 0) {
      return spread(x, x, 0, Demand.ALL).stream().map(Expr::zeros).toList();
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
    List<Node> wanted = new ArrayList<>(List.of(slots.get(0)));
    int rowBars = 0;
    for (int k = 1; k < slots.size(); k++) {
      if (demand.wants(k)) {
        wanted.add(slots.get(k));
        rowBars += k <= tables ? 1 : 0;
      }
    }
    List<Node> slotBars =
        Gradients.of(step.results(), allSeeds, wanted, Gradients.Unreached.ZERO, demand.selected());

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

    Loop all =
        new Loop(
            new Subgraph(newSlots, slotBars), steps, 2 + tables + outputs, rowBars, !backwards);
    List<Expr> computed = all.partsOf(all.applied(inputs));
    Expr states = computed.get(0);
    boolean ends = Structure.isZero(states.node());
    List<Expr> results = new ArrayList<>();
    if (differentiable(0)) {
      results.add(ends ? x.get(0).zeros() : row(states, backwards ? steps - 1 : 0));
    }
    results.addAll(spread(computed.subList(1, computed.size()), x, 1, demand));
    return results;
  }

  /**
   * This loop without the inputs that its step does not read: the cotangents of a rule that is
   * linear in them, above all, which are then not computed.
   */
  private Expr applied(List<Expr> inputs) {
    List<Boolean> read = step.slotsRead();
    List<Node> slots = new ArrayList<>(step.slots().subList(0, 1));
    List<Expr> given = new ArrayList<>(inputs.subList(0, 1));
    int tablesRead = 0;
    for (int k = 1; k < inputs.size(); k++) {
      if (read.get(k)) {
        slots.add(step.slots().get(k));
        given.add(inputs.get(k));
        tablesRead += k <= tables ? 1 : 0;
      }
    }
    Subgraph ofThose = new Subgraph(slots, step.results());
    return Expr.apply(
        new Loop(ofThose, steps, tablesRead, outputs, backwards), given.toArray(new Expr[0]));
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
