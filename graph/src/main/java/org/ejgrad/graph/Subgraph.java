// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A graph that an op owns and runs as a program of its own: the branch of a condition, the step of
 * a loop. It reads nothing but what the op gives it: inputs of its own stand for the arguments and
 * for all that the function captured, which the op takes as further inputs. So the graph around it
 * decides what is computed when, and derivatives flow to what was captured.
 *
 * <p>Constants stay inside, as part of the function.
 */
public final class Subgraph {
  private final List<Node> slots;
  private final List<Node> results;
  private final Map<Precision, Program> programs = new EnumMap<>(Precision.class);

  /** What becomes an input where a function captured it. */
  public enum Capture {
    /**
     * Inputs and parameters; what is computed from them is computed inside. Nothing is computed
     * unless the op runs the graph.
     */
    LEAVES,
    /**
     * The largest expressions that do not depend on an argument; they are computed once, outside,
     * however often the op runs the graph.
     */
    INVARIANTS
  }

  /**
   * A traced function.
   *
   * @param graph the function; its slots are the arguments, then what was captured
   * @param captured the nodes outside that the last slots stand for
   */
  public record Traced(Subgraph graph, List<Node> captured) {
    public Traced {
      captured = List.copyOf(captured);
    }
  }

  /**
   * A graph from its parts.
   *
   * @param slots inputs; what the results read besides must be constants
   * @param results what is computed
   */
  public Subgraph(List<? extends Operand> slots, List<? extends Operand> results) {
    this.slots = slots.stream().map(Operand::node).toList();
    this.results = results.stream().map(Operand::node).toList();
  }

  /** Calls a function once, with stand-ins for arguments of these shapes, and looks at it. */
  public static Traced trace(
      Function<List<Node>, List<Node>> function, List<Shape> arguments, Capture capture) {
    List<Node> slots = new ArrayList<>();
    for (Shape shape : arguments) {
      slots.add(Node.input("argument" + (slots.size() + 1), shape));
    }
    return of(slots, function.apply(List.copyOf(slots)), capture);
  }

  /** Makes what the results read besides these slots further slots. */
  public static Traced of(
      List<? extends Operand> arguments, List<? extends Operand> results, Capture capture) {
    List<Node> slots = new ArrayList<>(arguments.stream().map(Operand::node).toList());
    NodeList list = NodeList.of(results.stream().map(Operand::node).toList());
    boolean[] inside = inside(list, slots, capture);
    boolean[] read = new boolean[list.size()];
    for (int k = 0; k < list.rootCount(); k++) {
      read[list.root(k)] = true;
    }
    for (int i = 0; i < list.size(); i++) {
      for (int k = 0; k < list.inputCount(i); k++) {
        read[list.input(i, k)] |= inside[i];
      }
    }
    List<Node> captured = new ArrayList<>();
    @Nullable Node[] own = new Node[list.size()];
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      if (inside[i]) {
        own[i] =
            node instanceof Node.Application application ? on(list, i, application, own) : node;
      } else if (read[i]) {
        captured.add(node);
        own[i] = Node.input(node.name().orElse("captured" + captured.size()), node.shape());
        slots.add(own[i]);
      }
    }
    List<Node> ownResults = new ArrayList<>();
    for (int k = 0; k < list.rootCount(); k++) {
      ownResults.add(present(own[list.root(k)]));
    }
    return new Traced(new Subgraph(slots, ownResults), captured);
  }

  /** Which nodes belong to the function; what they read of others is captured. */
  private static boolean[] inside(NodeList list, List<Node> slots, Capture capture) {
    boolean[] inside = new boolean[list.size()];
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      if (node instanceof Node.Application application) {
        // A stretched number or row is no value to compute ahead: ops read the number instead.
        inside[i] =
            capture == Capture.LEAVES
                || list.inputCount(i) == 0
                || application.operation() instanceof Broadcast;
        for (int k = 0; k < list.inputCount(i); k++) {
          Node input = list.node(list.input(i, k));
          inside[i] |= inside[list.input(i, k)] && !(input instanceof Node.Constant);
        }
      } else {
        inside[i] = node instanceof Node.Constant || slots.contains(node);
      }
    }
    return inside;
  }

  private static Node on(
      NodeList list, int index, Node.Application node, @Nullable Node[] replaced) {
    Node[] inputs = node.inputArray();
    boolean changed = false;
    for (int k = 0; k < inputs.length; k++) {
      Node input = present(replaced[list.input(index, k)]);
      changed |= input != inputs[k];
      inputs[k] = input;
    }
    return changed ? node.on(inputs) : node;
  }

  private static Node present(@Nullable Node node) {
    if (node == null) {
      throw new IllegalStateException("subgraph: a node was not reached");
    }
    return node;
  }

  /** The inputs: arguments, then what was captured. */
  public List<Node> slots() {
    return slots;
  }

  /** What is computed. */
  public List<Node> results() {
    return results;
  }

  private synchronized Program program(Precision precision) {
    return programs.computeIfAbsent(
        precision, key -> Program.compile(results, Updates.NONE, precision));
  }

  /**
   * Memory for runs by one kernel.
   *
   * @param precision what is computed in
   */
  public Call call(Precision precision) {
    return new Call(this, program(precision).workspace());
  }

  /** Runs of a sub-graph, by one kernel; running allocates nothing. */
  public static final class Call {
    private final Subgraph graph;
    private final Workspace workspace;

    /** For each slot, a block that follows whole arguments, one a precision. */
    private final SubgraphArgument[] arguments;

    private Call(Subgraph graph, Workspace workspace) {
      this.graph = graph;
      this.workspace = workspace;
      arguments = new SubgraphArgument[graph.slots.size()];
      for (int k = 0; k < arguments.length; k++) {
        arguments[k] = new SubgraphArgument(graph.slots.get(k));
      }
    }

    /** Gives a slot a whole matrix, which is read when run. */
    public void set(int slot, Block whole) {
      arguments[slot].follow(workspace, whole);
    }

    /** Gives a slot a copy of as many elements as it has, from number {@code from} on. */
    public void copy(int slot, Block x, int from) {
      arguments[slot].copy(workspace, x, from);
    }

    /** Computes the results. */
    public void run() {
      workspace.run();
    }

    /** Result number {@code k} of the last run. Not to be modified. */
    public Block result(int k) {
      return workspace.block(k);
    }

    /** Number of results. */
    public int results() {
      return graph.results.size();
    }
  }
}
