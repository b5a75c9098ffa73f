// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One value of an expression graph: an input, a parameter, a constant, or an op applied to other
 * nodes. Immutable, with identity equality: two nodes are equal only if they are the same object,
 * so that sharing in the graph is what the user wrote, and hashing never walks it. Several threads
 * may build on the same nodes.
 */
public abstract sealed class Node implements Operand {
  /**
   * Nodes made so far, modulo 2^32. Nothing but the place of a node in a hash table depends on it,
   * and whether a function {@linkplain Subgraph.Capture#EARLIER captured} a value or computes it
   * itself, so it may wrap around, and threads may take turns. Identity hash codes did as well, but
   * they are scattered: listing 3,000,000 nodes took four times as long, and each costs 28 ns when
   * first asked for. Depths would need no counter, but all nodes of one layer share theirs.
   */
  private static final AtomicInteger MADE = new AtomicInteger();

  private final Shape shape;
  private final int serial = MADE.getAndIncrement();

  private Node(Shape shape) {
    this.shape = shape;
  }

  /** A leaf whose value is given for each run. */
  public static Node input(String name, Shape shape) {
    return new Input(name, shape, false, null);
  }

  /**
   * A leaf that stands for an argument while a function is traced.
   *
   * @param tracedAt the user's line that has it traced
   */
  static Node standIn(String name, Shape shape, Optional<String> tracedAt) {
    return new Input(name, shape, true, tracedAt.orElse(null));
  }

  /** A leaf with a fixed value, which is copied. */
  public static Node constant(DMatrixRMaj value) {
    return new Constant(value.copy());
  }

  /** A leaf with one fixed number. */
  public static Node constant(double value) {
    return new Constant(new DMatrixRMaj(1, 1, true, value));
  }

  /**
   * The op applied to these inputs; checks the op's shape rule now.
   *
   * @throws ShapeMismatchException if the shapes do not fit
   */
  public static Node apply(Op op, Operand... inputs) {
    List<Shape> shapes = new OperandShapes(inputs);
    Shape shape;
    try {
      shape = op.shape(shapes);
    } catch (ShapeMismatchException broken) {
      List<String> roles = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        roles.add(op.role(i, inputs.length));
      }
      throw ShapeMismatchException.of(op.calledAs(), broken.rule(), roles, Arrays.asList(inputs));
    }
    if (op instanceof ElementwiseOp) {
      checkOneShape(op, shapes, shape);
    }
    boolean noteLine = UserLine.ALWAYS || op.mayFail();
    return new Application(op, inputs, shape, noteLine ? Application.Origin.here() : null);
  }

  /** The shapes of operands, without a copy: one short-lived object for each node, not three. */
  private static final class OperandShapes extends AbstractList<Shape> implements RandomAccess {
    private final Operand[] operands;

    private OperandShapes(Operand[] operands) {
      this.operands = operands;
    }

    @Override
    public Shape get(int index) {
      return operands[index].node().shape();
    }

    @Override
    public int size() {
      return operands.length;
    }
  }

  private static void checkOneShape(Op op, List<Shape> inputs, Shape result) {
    for (int k = 0; k < inputs.size(); k++) {
      if (!inputs.get(k).equals(result)) {
        throw new IllegalArgumentException(
            op.label()
                + ": an elementwise op has one shape for inputs and result, got "
                + inputs
                + " and "
                + result);
      }
    }
  }

  @Override
  public final Node node() {
    return this;
  }

  /** The shape of the value. */
  public final Shape shape() {
    return shape;
  }

  /** The nodes this one is computed from, in the op's order; none for a leaf. */
  public final List<Node> inputs() {
    return List.of(inputArray());
  }

  /** Number of inputs; 0 for a leaf. */
  public int inputCount() {
    return 0;
  }

  /** Input number {@code index}. */
  public Node input(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /** The op, if this is an application of one. */
  public Optional<Op> op() {
    return Optional.empty();
  }

  /** The name the user gave, if any. */
  public Optional<String> name() {
    return Optional.empty();
  }

  /** The user's line where this node was made, where it was noted. */
  public Optional<String> line() {
    return Optional.empty();
  }

  /** The shapes of the inputs, as the op's methods take them. */
  final List<Shape> inputShapes() {
    return new InputShapes(this);
  }

  /** What hash tables of nodes go by: consecutive for nodes made one after the other. */
  final int serial() {
    return serial;
  }

  /** The {@linkplain #serial number} of the node that is made next. */
  static int nextSerial() {
    return MADE.get();
  }

  /** For messages: the user's name, or what made it, with the shape: {@code 'w' 3x2}. */
  public final String describe() {
    return label() + " " + shape;
  }

  /** For messages: {@code 'w'}, {@code constant} or {@code mult(..)}. */
  abstract String label();

  /** A new array of the inputs. */
  final Node[] inputArray() {
    Node[] inputs = new Node[inputCount()];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = input(k);
    }
    return inputs;
  }

  @Override
  public final String toString() {
    return describe();
  }

  /** A leaf whose value is given for each run. */
  public static final class Input extends Node {
    private final String name;
    private final boolean standsIn;
    private final @Nullable String tracedAt;

    private Input(String name, Shape shape, boolean standsIn, @Nullable String tracedAt) {
      super(shape);
      Arguments.check(!name.isEmpty(), "input: the name must not be empty");
      this.name = name;
      this.standsIn = standsIn;
      this.tracedAt = tracedAt;
    }

    /** Whether it stands for an argument of a traced function, and has no value outside of it. */
    boolean standsIn() {
      return standsIn;
    }

    /** The user's line that had the function traced. */
    Optional<String> tracedAt() {
      return Optional.ofNullable(tracedAt);
    }

    @Override
    public Optional<String> name() {
      return Optional.of(name);
    }

    @Override
    String label() {
      return Names.quoted(name);
    }
  }

  /** A leaf that reads a {@link Cell}. A cell has exactly one such node. */
  public static final class Parameter extends Node {
    private final Cell cell;

    Parameter(Cell cell, Shape shape) {
      super(shape);
      this.cell = cell;
    }

    /** Where the value lives. */
    public Cell cell() {
      return cell;
    }

    @Override
    public Optional<String> name() {
      return Optional.of(cell.name());
    }

    @Override
    String label() {
      return Names.quoted(cell.name());
    }
  }

  /** A leaf with a fixed value. */
  public static final class Constant extends Node {
    private final DMatrixRMaj value;

    private Constant(DMatrixRMaj value) {
      super(Shape.of(value));
      this.value = value;
    }

    /** Takes over a matrix nobody else holds. */
    static Constant owning(DMatrixRMaj value) {
      return new Constant(value);
    }

    /** A copy of the value. */
    public DMatrixRMaj value() {
      return value.copy();
    }

    /** The value itself, for the compiler. Not to be modified. */
    DMatrixRMaj matrix() {
      return value;
    }

    @Override
    String label() {
      return shape().isScalar() ? String.valueOf(value.data[0]) : "constant";
    }
  }

  /** An op applied to nodes. */
  public static final class Application extends Node {
    private static final Node[] NONE = {};

    private final Op op;

    /** The first two inputs; arrays for them would be as many objects again as there are nodes. */
    private final @Nullable Node first;

    private final @Nullable Node second;
    private final Node[] others;
    private final @Nullable Origin origin;

    /** Where a node comes from: the user's line, and what a trace copied it from; one is there. */
    private record Origin(@Nullable String line, @Nullable Application original) {
      static @Nullable Origin here() {
        return UserLine.find().map(line -> new Origin(line, null)).orElse(null);
      }
    }

    private Application(Op op, Operand[] inputs, Shape shape, @Nullable Origin origin) {
      super(shape);
      this.op = op;
      this.first = inputs.length > 0 ? inputs[0].node() : null;
      this.second = inputs.length > 1 ? inputs[1].node() : null;
      this.others = inputs.length > 2 ? new Node[inputs.length - 2] : NONE;
      for (int k = 2; k < inputs.length; k++) {
        others[k - 2] = inputs[k].node();
      }
      this.origin = origin;
    }

    /** The same op on other inputs, for a sub-graph; a user may hold the original. */
    Application copy(Node[] others) {
      return new Application(op, others, shape(), new Origin(line().orElse(null), this));
    }

    /** What this was copied from, or a copy of this by a pass. */
    Optional<Application> original() {
      return Optional.ofNullable(origin).map(Origin::original);
    }

    /** The same op on other inputs of the same shapes, for passes; keeps the origin. */
    Application on(Node[] others) {
      return of(op, others);
    }

    /** Another op on other inputs that gives the same value, for passes; keeps the origin. */
    Application of(Op other, Node[] others) {
      return new Application(other, others, shape(), origin);
    }

    @Override
    public Optional<Op> op() {
      return Optional.of(op);
    }

    /** The op, without the wrapping. */
    Op operation() {
      return op;
    }

    @Override
    public Optional<String> name() {
      return op instanceof Alias alias ? Optional.of(alias.given()) : Optional.empty();
    }

    @Override
    public Optional<String> line() {
      return Optional.ofNullable(origin).map(Origin::line);
    }

    @Override
    public int inputCount() {
      return second != null ? 2 + others.length : first != null ? 1 : 0;
    }

    @Override
    public Node input(int index) {
      Node input = index == 0 ? first : index == 1 ? second : others[index - 2];
      if (input == null) {
        throw new IndexOutOfBoundsException(index);
      }
      return input;
    }

    @Override
    String label() {
      return op instanceof Alias alias ? Names.quoted(alias.given()) : op.label() + "(..)";
    }
  }
}
