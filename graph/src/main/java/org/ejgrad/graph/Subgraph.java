// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A graph that an op owns and runs as a program of its own: the branch of a condition, the step of
 * a loop. It reads nothing but what the op gives it: inputs of its own stand for the arguments and
 * for all that the function captured, which the op takes as further inputs. So the graph around it
 * decides what is computed when, and derivatives flow to what was captured.
 *
 * <p>What the function itself makes, constants above all, is part of it and is no target of
 * derivatives outside. A constant that was there before is captured like any leaf.
 */
public final class Subgraph {
  private final List<Node> slots;
  private final List<Node> results;
  private final Map<Precision, Program> programs = new EnumMap<>(Precision.class);
  private @Nullable List<Boolean> computedWith;
  private @Nullable List<Boolean> differentiable;

  /** What becomes an input where a function captured it. */
  public enum Capture {
    /**
     * What was there before the function was called, leaves or not: it is computed once, outside,
     * whether or not the op runs the graph. What the function computes itself is computed inside,
     * so nothing of it is unless the op runs the graph.
     */
    EARLIER,
    /**
     * Leaves that were there before, and the largest expressions that do not depend on an argument,
     * whoever made them; they are computed once, outside, however often the op runs the graph.
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
    Optional<String> line = UserLine.find();
    for (Shape shape : arguments) {
      slots.add(Node.standIn("argument" + (slots.size() + 1), shape, line));
    }
    int first = Node.nextSerial();
    // Serial numbers go round, so that what counts is which is ahead by less than half a round.
    Predicate<Node> isOwn = node -> node.serial() - first >= 0;
    // What was there before needs no slot: a long history is not walked for each function.
    NodeList list = NodeList.of(function.apply(List.copyOf(slots)), isOwn);
    boolean[] inside = inside(list, slots, isOwn, capture == Capture.EARLIER);
    boolean[] needed = needed(list, inside);
    List<Node> captured = new ArrayList<>();
    @Nullable Node[] own = new Node[list.size()];
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      if (needed[i] && inside[i]) {
        own[i] =
            node instanceof Node.Application application ? on(list, i, application, own) : node;
      } else if (needed[i]) {
        captured.add(node);
        String name = node.name().orElse("captured" + captured.size());
        own[i] = Node.standIn(name, node.shape(), line);
        slots.add(own[i]);
      }
    }
    List<Node> ownResults = new ArrayList<>();
    for (int k = 0; k < list.rootCount(); k++) {
      ownResults.add(present(own[list.root(k)]));
    }
    return new Traced(new Subgraph(slots, ownResults), captured);
  }

  /**
   * Which nodes are computed inside wherever something inside needs them: what depends on a slot,
   * and of what the function made itself constants and stretched values. To stretch a number or a
   * row ahead is of no use: ops read the number instead. Whatever was there before may be a target.
   *
   * @param allOwn whether all else that the function made is computed inside, too
   */
  private static boolean[] inside(
      NodeList list, List<Node> slots, Predicate<Node> isOwn, boolean allOwn) {
    boolean[] depends = new boolean[list.size()];
    boolean[] inside = new boolean[list.size()];
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      boolean ofNoUseAhead = node instanceof Node.Constant;
      if (node instanceof Node.Application application) {
        depends[i] = allOwn && isOwn.test(node);
        for (int k = 0; k < list.inputCount(i); k++) {
          depends[i] |= depends[list.input(i, k)];
        }
        ofNoUseAhead = list.inputCount(i) == 0 || application.operation() instanceof Broadcast;
      } else {
        depends[i] = slots.contains(node);
      }
      inside[i] = depends[i] || Structure.isOfRules(node) || (ofNoUseAhead && isOwn.test(node));
    }
    return inside;
  }

  /** The results, and what nodes inside read on the way to them. */
  private static boolean[] needed(NodeList list, boolean[] inside) {
    boolean[] needed = new boolean[list.size()];
    for (int k = 0; k < list.rootCount(); k++) {
      needed[list.root(k)] = true;
    }
    for (int i = list.size() - 1; i >= 0; i--) {
      for (int k = 0; k < list.inputCount(i); k++) {
        needed[list.input(i, k)] |= needed[i] && inside[i];
      }
    }
    return needed;
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
    return changed ? node.copy(inputs) : node;
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

  /**
   * One of some nodes that a function made, or was given as an argument, and that is computed for a
   * result: where it is used outside, no derivative from inside gets to it.
   */
  static Optional<Node> inside(NodeList list, Set<Node> wanted) {
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i) instanceof Node.Application node) {
        Optional<Node> found = copiedFrom(node, wanted);
        for (Subgraph graph : node.operation().graphs()) {
          found = found.or(() -> graph.own(wanted));
        }
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Node> own(Set<Node> wanted) {
    NodeList list = NodeList.of(results);
    for (int i = 0; i < list.size(); i++) {
      if (wanted.contains(list.node(i))) {
        return Optional.of(list.node(i));
      }
    }
    return inside(list, wanted);
  }

  /** A copy may be one of a copy: a gradient taken inside of a checkpoint is computed of some. */
  private static Optional<Node> copiedFrom(Node.Application node, Set<Node> wanted) {
    Optional<Node.Application> original = node.original();
    while (original.isPresent() && !wanted.contains(original.get())) {
      original = original.get().original();
    }
    return original.map(found -> found);
  }

  /** Whether it ignores elements of its slots, whatever they hold; see {@link Op#selects}. */
  public boolean selects() {
    return NodeList.of(results).holdsSelection();
  }

  /** For each slot, whether a result needs it. */
  public List<Boolean> slotsRead() {
    return slotsThatReach((op, input) -> true);
  }

  /** Whether the numbers of a slot are computed with; see {@link Op#computesWith}. */
  public synchronized boolean computesWith(int slot) {
    if (computedWith == null) {
      computedWith = slotsThatReach(Op::computesWith);
    }
    return computedWith.get(slot);
  }

  /** Whether a derivative flows from a slot to a result; see {@link Op#differentiable}. */
  public synchronized boolean differentiable(int slot) {
    if (differentiable == null) {
      differentiable = slotsThatReach(Op::differentiable);
    }
    return differentiable.get(slot);
  }

  /** For each slot, whether it passes to a result. */
  private List<Boolean> slotsThatReach(Paths.Passes passes) {
    NodeList list = NodeList.of(results);
    boolean[] reach = new boolean[list.size()];
    for (int k = 0; k < list.rootCount(); k++) {
      reach[list.root(k)] = true;
    }
    for (int i = list.size() - 1; i >= 0; i--) {
      if (reach[i] && list.node(i) instanceof Node.Application node) {
        for (int k = 0; k < list.inputCount(i); k++) {
          reach[list.input(i, k)] |= passes.through(node.operation(), k);
        }
      }
    }
    return Arrays.stream(list.indicesOf(slots)).mapToObj(i -> i >= 0 && reach[i]).toList();
  }

  /** Bytes that the values of one {@link Call} need. */
  public long bytes(Precision precision) {
    return program(precision).bufferBytes();
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
