// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The buffers and instructions of one thread's runs of a program. Made once, run many times; {@link
 * #run} allocates nothing.
 *
 * <pre>{@code
 * Workspace step = program.workspace();
 * for (Batch batch : batches) {
 *   step.set(x, batch.features()).set(y, batch.targets()).run();
 *   double loss = step.scalar(lossExpression);
 * }
 * }</pre>
 */
public final class Workspace {
  private final Program program;
  private final GroupRun[] groups;
  private final Node.Input[] inputs;
  private final @Nullable DMatrixRMaj[] bound;
  private final Block[] inputSlots;
  private final IdentityHashMap<Node, Integer> inputIndex = new IdentityHashMap<>();
  private final IdentityHashMap<Node, DMatrixRMaj> results = new IdentityHashMap<>();
  private final Cell[] written;
  private final DMatrixRMaj[] outputs;
  private final DMatrixRMaj[] newValues;
  private final DMatrixRMaj[] guards;
  private final AtomicBoolean running = new AtomicBoolean();
  private boolean ran;

  Workspace(Program program) {
    this.program = program;
    NodeList list = program.list();
    MemoryPlan plan = program.plan();
    double[][] buffers = new double[plan.bufferCount()][];
    for (int b = 0; b < buffers.length; b++) {
      buffers[b] = new double[plan.size(b)];
    }
    double[] scratch = new double[plan.scratchLength()];
    DMatrixRMaj[] values = new DMatrixRMaj[list.size()];
    Block[] wholes = new Block[list.size()];
    List<Node.Input> inputNodes = new ArrayList<>();
    List<Block> inputBlocks = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Node node = list.node(i);
      if (node instanceof Node.Application && plan.bufferOf(i) < 0) {
        continue;
      }
      values[i] = array(node, plan.bufferOf(i), buffers);
      wholes[i] = Block.of(values[i]);
      if (node instanceof Node.Input input) {
        inputIndex.put(input, inputNodes.size());
        inputNodes.add(input);
        inputBlocks.add(wholes[i]);
      }
    }
    GroupRun.Memory memory =
        new GroupRun.Memory() {
          @Override
          public Block whole(int node) {
            return wholes[node];
          }

          @Override
          public int scratchAt(int node) {
            return plan.scratchAt(node);
          }

          @Override
          public double[] scratch() {
            return scratch;
          }
        };
    groups =
        plan.groups().stream()
            .map(group -> new GroupRun(list, group, memory))
            .toArray(GroupRun[]::new);
    inputs = inputNodes.toArray(new Node.Input[0]);
    bound = new DMatrixRMaj[inputs.length];
    inputSlots = inputBlocks.toArray(new Block[0]);

    int root = 0;
    outputs = new DMatrixRMaj[program.outputs().size()];
    for (Node output : program.outputs()) {
      outputs[root] = values[list.root(root)];
      results.put(output, outputs[root++]);
    }
    List<Update> updates = program.updates().list();
    written = new Cell[updates.size()];
    newValues = new DMatrixRMaj[updates.size()];
    for (int k = 0; k < written.length; k++) {
      written[k] = updates.get(k).cell();
      newValues[k] = values[list.root(root++)];
    }
    guards = new DMatrixRMaj[program.updates().guards().size()];
    for (int k = 0; k < guards.length; k++) {
      guards[k] = values[list.root(root++)];
    }
  }

  private static DMatrixRMaj array(Node node, int buffer, double[][] buffers) {
    if (node instanceof Node.Parameter parameter) {
      return parameter.cell().matrix();
    }
    if (node instanceof Node.Constant constant) {
      return constant.matrix();
    }
    return view(node.shape(), buffer < 0 ? new double[0] : buffers[buffer]);
  }

  private static DMatrixRMaj view(Shape shape, double[] data) {
    DMatrixRMaj matrix = new DMatrixRMaj(0, 0);
    matrix.data = data;
    matrix.numRows = shape.rows();
    matrix.numCols = shape.cols();
    return matrix;
  }

  /**
   * Gives an input its value for the runs that follow. The matrix is read at each run, not copied.
   * An input that no result needs is accepted and not read.
   *
   * @throws ShapeMismatchException if the matrix has another shape than the input
   * @throws IllegalArgumentException if the operand is not an input, or the matrix is a result of
   *     this workspace
   */
  public Workspace set(Operand input, DMatrixRMaj value) {
    Node node = input.node();
    // Batches are set at every step, so messages are made only where they are thrown.
    if (!(node instanceof Node.Input)) {
      throw new IllegalArgumentException(
          "set: only an input takes a value, got " + node.describe());
    }
    checkShape(node, value);
    for (DMatrixRMaj own : outputs) {
      if (own == value) {
        throw new IllegalArgumentException(
            "set: " + node.describe() + " is given a result of this workspace; pass a copy");
      }
    }
    Integer index = inputIndex.get(node);
    if (index != null) {
      bound[index] = value;
    }
    return this;
  }

  /** Gives a 1x1 input its value. */
  public Workspace set(Operand input, double value) {
    return set(input, new DMatrixRMaj(1, 1, true, value));
  }

  /**
   * Computes the results from the inputs and cells as they are, then updates the cells.
   *
   * @throws IllegalStateException if an input has no value, another thread is running this
   *     workspace, or another run is writing one of the cells
   * @throws NonFiniteException if a guard is not finite; no cell has changed then
   * @throws OpFailedException if an op refuses its numbers; no cell has changed then
   */
  public Workspace run() {
    checkState(
        running.compareAndSet(false, true),
        "run: another thread is running this workspace; make one for each thread");
    try {
      bindInputs();
      int locked = 0;
      try {
        for (; locked < written.length; locked++) {
          written[locked].beginWrite();
        }
        for (GroupRun group : groups) {
          group.run();
        }
        checkGuards();
        for (int k = 0; k < written.length; k++) {
          DMatrixRMaj cell = written[k].matrix();
          System.arraycopy(newValues[k].data, 0, cell.data, 0, cell.numRows * cell.numCols);
        }
        ran = true;
      } finally {
        while (locked > 0) {
          written[--locked].endWrite();
        }
      }
    } finally {
      running.set(false);
    }
    return this;
  }

  private void bindInputs() {
    for (int k = 0; k < inputs.length; k++) {
      DMatrixRMaj value = bound[k];
      if (value == null) {
        throw new IllegalStateException(
            "run: input " + inputs[k].describe() + " has no value; call set first");
      }
      checkShape(inputs[k], value);
      inputSlots[k].data = value.data;
    }
  }

  private static void checkShape(Node input, DMatrixRMaj value) {
    if (value.numRows != input.shape().rows() || value.numCols != input.shape().cols()) {
      throw ShapeMismatchException.of(
          "set",
          "the matrix must have the input's shape",
          List.of("input", "matrix"),
          List.of(input, Node.constant(value)));
    }
  }

  private void checkGuards() {
    for (int k = 0; k < guards.length; k++) {
      if (!NonFinite.allFinite(guards[k])) {
        Node guard = program.updates().guards().get(k);
        throw new NonFiniteException(
            guard.describe(),
            NonFinite.first(NodeList.of(List.of(guard)), this::leafValue)
                .orElse(new NonFinite.Origin(guard.label(), GraphText.formula(guard))));
      }
    }
  }

  /**
   * Traces NaN and infinite values to their birth: the first op or leaf, in the order of
   * computation, that holds one for the present inputs and cells and passes it on to a result, an
   * update or a guard, with the element and the user's line where it was noted. Slow; meant for the
   * moment after something went wrong.
   */
  public Optional<String> firstNonFinite() {
    return NonFinite.first(program.asWritten(), this::leafValue).map(NonFinite.Origin::text);
  }

  private DMatrixRMaj leafValue(Node leaf) {
    if (leaf instanceof Node.Parameter parameter) {
      return parameter.cell().matrix();
    }
    if (leaf instanceof Node.Constant constant) {
      return constant.matrix();
    }
    Integer index = inputIndex.get(leaf);
    DMatrixRMaj value = index == null ? null : bound[index];
    // An input that the compiled program does not read cannot have caused anything.
    return value != null ? value : new DMatrixRMaj(leaf.shape().rows(), leaf.shape().cols());
  }

  /**
   * A result of the last run. The matrix belongs to the workspace, and the next run overwrites it.
   *
   * @throws IllegalArgumentException if the program does not have this result
   * @throws IllegalStateException if nothing was run yet
   */
  public DMatrixRMaj value(Operand output) {
    DMatrixRMaj value = results.get(output.node());
    if (value == null) {
      throw new IllegalArgumentException(
          "value: " + output.node().describe() + " is not a result of this program; compile it in");
    }
    checkState(ran, "value: nothing was run yet; call run first");
    return value;
  }

  /** The number that a 1x1 result holds. */
  public double scalar(Operand output) {
    if (!output.node().shape().isScalar()) {
      throw new IllegalArgumentException(
          "scalar: the result must be 1x1, got " + output.node().describe());
    }
    return value(output).data[0];
  }
}
