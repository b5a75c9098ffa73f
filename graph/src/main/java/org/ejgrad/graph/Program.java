// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled graph: some results, and updates of cells that happen after them. Immutable, and
 * shared between threads; what a run needs is in a {@link Workspace}, of which each thread has its
 * own.
 *
 * <p>Compiling applies a list of small passes (rewrites contributed by the ops, constant folding,
 * common subexpressions; {@link #explain} prints them), then assigns each value to a buffer.
 * Running executes one instruction a node, in a fixed order, and allocates nothing.
 */
public final class Program {
  private final List<Node> outputs;
  private final Updates updates;
  private final List<Node> roots;
  private final NodeList list;
  private final Precision precision;
  private final MemoryPlan plan;

  private Program(
      List<Node> outputs, Updates updates, Precision precision, @Nullable List<Pass> passes) {
    Sums.LOOPS.requireWhatIsAskedFor();
    this.outputs = List.copyOf(outputs);
    this.updates = updates;
    this.roots = new ArrayList<>(outputs);
    updates.list().forEach(update -> roots.add(update.value()));
    roots.addAll(updates.guards());
    this.precision = precision;
    int values = outputs.size() + updates.list().size();
    this.list = Compiler.run(passes == null ? Compiler.passes(values) : passes, roots);
    this.plan = MemoryPlan.of(list, precision, outputs.size(), updates.list().size());
  }

  /**
   * Compiles what computes these results and updates, in double.
   *
   * @param outputs results that {@link Workspace#value} gives after a run
   * @param updates cells that a run writes at its end; {@link Updates#NONE} for none
   */
  public static Program compile(List<? extends Operand> outputs, Updates updates) {
    return compile(outputs, updates, Precision.FLOAT64);
  }

  /**
   * Compiles what computes these results and updates, in double or float. In float, inputs and
   * cells are converted where they hold double, single numbers (1x1) stay in double, and an op that
   * knows double only is run in double on converted values; {@link #text} says where.
   */
  public static Program compile(
      List<? extends Operand> outputs, Updates updates, Precision precision) {
    return new Program(nodes(outputs), updates, precision, null);
  }

  static Program compile(List<? extends Operand> outputs, Updates updates, List<Pass> passes) {
    return new Program(nodes(outputs), updates, Precision.FLOAT64, passes);
  }

  private static List<Node> nodes(List<? extends Operand> outputs) {
    List<Node> nodes = new ArrayList<>(outputs.size());
    outputs.forEach(output -> nodes.add(output.node()));
    return nodes;
  }

  /** New buffers for one thread's runs. */
  public Workspace workspace() {
    return workspace(Workers.shared());
  }

  Workspace workspace(Workers workers) {
    return new Workspace(this, workers);
  }

  /** The graph as written and after each pass. */
  public String explain() {
    return Compiler.explain(Compiler.passes(outputs.size() + updates.list().size()), roots);
  }

  /**
   * The instructions as they run: group by group, each with its blocks, and where each value is:
   * b0, b1, ... are buffers of whole matrices, s0, s64, ... places in the scratch memory for one
   * block.
   */
  public String text() {
    String[] names = GraphText.names(list);
    StringBuilder text = new StringBuilder();
    for (Group group : plan.groups()) {
      text.append(group.rows()).append(" rows");
      if (group.blocks() > 1) {
        text.append(" in ").append(group.blocks()).append(" blocks of ").append(group.blockRows());
        if (group.cutsColumns()) {
          text.append(" x ").append(group.blockCols());
        }
      }
      text.append('\n');
      for (int m = 0; m < group.size(); m++) {
        int i = group.member(m);
        text.append("  ")
            .append(names[i])
            .append(" = ")
            .append(GraphText.call(list, i, (Node.Application) list.node(i), names))
            .append(' ')
            .append(list.node(i).shape())
            .append(place(i))
            .append(arithmetic(i))
            .append('\n');
      }
    }
    for (int k = 0; k < outputs.size(); k++) {
      text.append("result ").append(names[list.root(k)]).append('\n');
    }
    for (int k = 0; k < updates.list().size(); k++) {
      text.append(Names.printable(updates.list().get(k).cell().name()))
          .append(" <- ")
          .append(names[list.root(outputs.size() + k)])
          .append('\n');
    }
    return text.append(plan.bufferCount())
        .append(plan.bufferCount() == 1 ? " buffer, " : " buffers, ")
        .append(plan.bytes())
        .append(" bytes with the scratch memory\n")
        .toString();
  }

  private String place(int index) {
    return plan.ofCell(index)
        ? " in its cell"
        : plan.bufferOf(index) >= 0
            ? " in b" + plan.bufferOf(index)
            : " in s" + plan.scratchAt(index);
  }

  /** What a program in float computes in double after all. */
  private String arithmetic(int index) {
    if (precision == Precision.FLOAT64) {
      return "";
    }
    if (plan.precision(index) == Precision.FLOAT64) {
      return ", a double";
    }
    Op op = ((Node.Application) list.node(index)).operation();
    return op.numbers() == Op.Numbers.DOUBLE ? ", computed in double" : "";
  }

  /**
   * Number of threads that runs use where it pays: all processors, or what {@code -Dejgrad.threads}
   * says. Results do not depend on it.
   */
  public static int threads() {
    return Workers.shared().threads();
  }

  /** The precision it was compiled for. */
  public Precision precision() {
    return precision;
  }

  /** Number of buffers that a workspace allocates. */
  public int bufferCount() {
    return plan.bufferCount();
  }

  /** Bytes that a workspace allocates for values, those of programs inside ops included. */
  public long bufferBytes() {
    return plan.bytes();
  }

  NodeList list() {
    return list;
  }

  MemoryPlan plan() {
    return plan;
  }

  Updates updates() {
    return updates;
  }

  /** What the user asked for, in order; root k of the list computes output k. */
  List<Node> outputs() {
    return outputs;
  }

  /** The graph as written, for tracing values to their birth. */
  NodeList asWritten() {
    return NodeList.of(roots);
  }
}
