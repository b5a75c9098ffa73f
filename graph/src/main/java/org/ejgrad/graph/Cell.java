// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.Matrix;

/**
 * State that outlives a run: a parameter, a moment of an optimizer, a step count. Programs read a
 * cell through its one {@link Node.Parameter} node and write it as an {@link Update} at the end of
 * a run. Several programs may share a cell; two that write it at the same time get an error. A
 * program that only reads while another writes may see a mixture.
 */
public final class Cell implements Operand {
  private final String name;
  private final CellValue value;
  private final Node.Parameter node;
  private final AtomicBoolean writing = new AtomicBoolean();

  /**
   * A cell with a first value, which is copied; the shape never changes.
   *
   * @param name for messages and printed graphs; not empty
   */
  public Cell(String name, DMatrixRMaj initial) {
    Arguments.check(!name.isEmpty(), "cell: the name must not be empty");
    this.name = name;
    this.value = new CellValue(initial.getNumElements(), initial.data);
    this.node = new Node.Parameter(this, Shape.of(initial));
  }

  /** A cell that holds one number. */
  public static Cell scalar(String name, double initial) {
    return new Cell(name, new DMatrixRMaj(1, 1, true, initial));
  }

  /**
   * The cell behind a parameter.
   *
   * @throws IllegalArgumentException if the operand is something else
   */
  public static Cell of(Operand parameter) {
    if (parameter.node() instanceof Node.Parameter p) {
      return p.cell();
    }
    throw Arguments.refused(
        "cell: only a parameter holds state, got " + parameter.node().describe());
  }

  @Override
  public Node.Parameter node() {
    return node;
  }

  /** The name given when made. */
  public String name() {
    return name;
  }

  /** The shape, which never changes. */
  public Shape shape() {
    return node.shape();
  }

  /** A copy of the current value. */
  public DMatrixRMaj value() {
    DMatrixRMaj copy = new DMatrixRMaj(shape().rows(), shape().cols());
    Block.of(copy).copy(0, value.present(Precision.FLOAT64), 0, shape().elements());
    return copy;
  }

  /** A copy of the current value as {@code float}. */
  public FMatrixRMaj floats() {
    FMatrixRMaj copy = new FMatrixRMaj(shape().rows(), shape().cols());
    Block.of(copy).copy(0, value.present(Precision.FLOAT32), 0, shape().elements());
    return copy;
  }

  /**
   * Replaces the value by a copy of this one.
   *
   * @throws ShapeMismatchException if the shape differs
   * @throws IllegalStateException if a program is writing the cell
   */
  public void set(DMatrixRMaj newValue) {
    beginSet(newValue);
    try {
      Block spare = value.spare(Precision.FLOAT64);
      System.arraycopy(newValue.data, 0, spare.doubles, 0, spare.length());
      value.commit(Precision.FLOAT64);
    } finally {
      endWrite();
    }
  }

  /** The same for a value of {@code float}. */
  public void set(FMatrixRMaj newValue) {
    beginSet(newValue);
    try {
      Block spare = value.spare(Precision.FLOAT32);
      System.arraycopy(newValue.data, 0, spare.floats, 0, spare.length());
      value.commit(Precision.FLOAT32);
    } finally {
      endWrite();
    }
  }

  private void beginSet(Matrix newValue) {
    if (newValue.getNumRows() != shape().rows() || newValue.getNumCols() != shape().cols()) {
      throw ShapeMismatchException.of(
          "set",
          "the shape of a cell never changes",
          List.of("cell", "matrix"),
          List.of(this, Node.constant(Block.of(newValue).toMatrix())));
    }
    beginWrite();
  }

  /** The numbers themselves, for programs. */
  CellValue numbers() {
    return value;
  }

  void beginWrite() {
    if (!writing.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "cell '"
              + Names.printable(name)
              + "' is being written by another run. Run one after the other.");
    }
  }

  void endWrite() {
    writing.set(false);
  }

  @Override
  public String toString() {
    return node.describe();
  }
}
