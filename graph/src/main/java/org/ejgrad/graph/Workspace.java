// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.Matrix;

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
  private final Workers workers;
  private final Values values;
  private final Guards guards;
  private final GroupRun[] groups;
  private final InputSlot[] inputs;
  private final IdentityHashMap<Node, InputSlot> inputOf = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Result> results = new IdentityHashMap<>();
  private final Result[] resultList;

  /** The matrices of all results, which must not become inputs. */
  private final Set<Matrix> handedOut = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Cell[] written;
  private final Block[] newValues;

  /** Guards that depend on nothing that is computed. */
  private final int[] leafGuards;

  private final AtomicBoolean running = new AtomicBoolean();
  private boolean ran;

  /** A result where it is computed, and as matrices on the same array or with a copy. */
  private static final class Result {
    private final Block block;
    private final DMatrixRMaj doubles = new DMatrixRMaj(0, 0);
    private final FMatrixRMaj floats = new FMatrixRMaj(0, 0);

    private Result(Block block) {
      this.block = block;
      doubles.numRows = block.rows;
      doubles.numCols = block.cols;
      floats.numRows = block.rows;
      floats.numCols = block.cols;
    }

    private DMatrixRMaj doubles() {
      if (block.precision() == Precision.FLOAT64) {
        doubles.data = block.doubles;
      } else {
        doubles.reshape(block.rows, block.cols);
        Block.of(doubles).copy(0, block, 0, block.length());
      }
      return doubles;
    }

    private FMatrixRMaj floats() {
      if (block.precision() == Precision.FLOAT32) {
        floats.data = block.floats;
      } else {
        floats.reshape(block.rows, block.cols);
        Block.of(floats).copy(0, block, 0, block.length());
      }
      return floats;
    }
  }

  Workspace(Program program, Workers workers) {
    this.program = program;
    this.workers = workers;
    NodeList list = program.list();
    MemoryPlan plan = program.plan();
    values = new Values(list, plan);
    List<InputSlot> slots = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i) instanceof Node.Input input) {
        InputSlot slot = new InputSlot(input, values.whole(i));
        slots.add(slot);
        inputOf.put(input, slot);
      }
    }
    inputs = slots.toArray(new InputSlot[0]);
    int root = 0;
    resultList = new Result[program.outputs().size()];
    for (Node output : program.outputs()) {
      Result result = new Result(values.whole(list.root(root)));
      resultList[root++] = result;
      results.put(output, result);
      handedOut.add(result.doubles);
      handedOut.add(result.floats);
    }
    List<Update> updates = program.updates().list();
    written = new Cell[updates.size()];
    newValues = new Block[updates.size()];
    for (int k = 0; k < written.length; k++) {
      written[k] = updates.get(k).cell();
      newValues[k] = values.whole(list.root(root++));
      try {
        written[k].numbers().spare(newValues[k].precision());
      } catch (OutOfMemoryError tooLarge) {
        throw values.outOfMemory(tooLarge);
      }
    }
    guards = new Guards(list, root);
    leafGuards =
        IntStream.range(root, list.rootCount())
            .map(list::root)
            .filter(i -> !(list.node(i) instanceof Node.Application))
            .toArray();
    groups = new GroupRun[plan.groups().size()];
    try {
      for (int g = 0; g < groups.length; g++) {
        Group group = plan.groups().get(g);
        groups[g] = new GroupRun(list, plan, values, guards, group, workers.threads());
      }
    } catch (OutOfMemoryError tooLarge) {
      // What threads have got so far is given up, since the message needs memory, too.
      Arrays.fill(groups, null);
      // One with a cause names already what is too large.
      throw tooLarge.getCause() == null ? values.outOfMemory(tooLarge) : tooLarge;
    }
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
    return bind(input, value);
  }

  /** The same for numbers of {@code float}, which a program in float reads without converting. */
  public Workspace set(Operand input, FMatrixRMaj value) {
    return bind(input, value);
  }

  private Workspace bind(Operand input, Matrix value) {
    Node node = input.node();
    // Batches are set at every step, so messages are made only where they are thrown.
    if (!(node instanceof Node.Input)) {
      throw Arguments.refused("set: only an input takes a value, got " + node.describe());
    }
    InputSlot.checkShape(node, value);
    if (handedOut.contains(value)) {
      throw Arguments.refused(
          "set: " + node.describe() + " is given a result of this workspace; pass a copy");
    }
    InputSlot slot = inputOf.get(node);
    if (slot != null) {
      slot.set(value);
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
      for (InputSlot input : inputs) {
        input.read();
      }
      int locked = 0;
      try {
        for (; locked < written.length; locked++) {
          written[locked].beginWrite();
          Block next = newValues[locked];
          next.share(written[locked].numbers().spare(next.precision()));
        }
        // Not before: another run that commits in between would make old numbers of these.
        values.bindParameters();
        guards.reset();
        for (GroupRun group : groups) {
          group.run(workers);
        }
        checkGuards();
        for (int k = 0; k < written.length; k++) {
          written[k].numbers().commit(newValues[k].precision());
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

  private void checkGuards() {
    for (int leaf : leafGuards) {
      guards.check(guards.of(leaf), values.whole(leaf), 0, values.whole(leaf).length());
    }
    if (guards.failed()) {
      Node guard = program.updates().guards().get(guards.first());
      throw new NonFiniteException(
          guard.describe(),
          program.updates().counter().map(cell -> " at step " + (taken(cell) + 1)).orElse(""),
          NonFinite.first(NodeList.of(List.of(guard)), this::leafValue)
              .orElse(new NonFinite.Origin(guard.label(), GraphText.formula(guard))));
    }
  }

  private static long taken(Cell counter) {
    return (long) counter.value().get(0);
  }

  /**
   * Traces NaN and infinite values to their birth: the first op or leaf, in the order of
   * computation, that holds one for the present inputs and cells without which a result, an update
   * or a guard would be finite, with the element and the user's line where it was noted. Slow,
   * since ops are computed again on trial; meant for the moment after something went wrong.
   */
  public Optional<String> firstNonFinite() {
    return NonFinite.first(program.asWritten(), this::leafValue).map(NonFinite.Origin::text);
  }

  private DMatrixRMaj leafValue(Node leaf) {
    if (leaf instanceof Node.Parameter parameter) {
      return parameter.cell().value();
    }
    if (leaf instanceof Node.Constant constant) {
      return constant.matrix();
    }
    InputSlot slot = inputOf.get(leaf);
    DMatrixRMaj value = slot == null ? null : slot.value();
    // An input that the compiled program does not read cannot have caused anything.
    return value != null ? value : new DMatrixRMaj(leaf.shape().rows(), leaf.shape().cols());
  }

  private Result result(Operand output) {
    Result result = results.get(output.node());
    if (result == null) {
      throw Arguments.refused(
          "value: " + output.node().describe() + " is not a result of this program; compile it in");
    }
    checkState(ran, "value: nothing was run yet; call run first");
    return result;
  }

  /** Result number {@code k} where it is computed. */
  Block block(int k) {
    return resultList[k].block;
  }

  /**
   * A result of the last run. The matrix belongs to the workspace, and the next run overwrites it
   * (or, in a program in float, the next call, which converts again).
   *
   * @throws IllegalArgumentException if the program does not have this result
   * @throws IllegalStateException if nothing was run yet
   */
  public DMatrixRMaj value(Operand output) {
    return result(output).doubles();
  }

  /** The same as {@code float}; converted, unless the program computed it so. */
  public FMatrixRMaj floats(Operand output) {
    return result(output).floats();
  }

  /** The number that a 1x1 result holds. */
  public double scalar(Operand output) {
    if (!output.node().shape().isScalar()) {
      throw Arguments.refused("scalar: the result must be 1x1, got " + output.node().describe());
    }
    return result(output).block.get(0);
  }
}
