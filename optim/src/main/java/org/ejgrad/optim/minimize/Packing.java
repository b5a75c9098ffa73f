// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Several matrices as one column, and back, for objectives of more than one matrix. Elements are
 * counted matrix by matrix and row by row.
 *
 * <pre>{@code
 * Packing packing = Packing.of(w, b);
 * Objective loss = Objective.of(theta -> loss(packing.unpack(theta)));
 * Result result = Minimizers.lbfgs().minimize(loss, packing.pack(w, b));
 * List<DMatrixRMaj> fitted = packing.unpack(result.point());
 * }</pre>
 */
public final class Packing {
  private final ImmutableList<Shape> shapes;

  private Packing(List<Shape> shapes) {
    checkArgument(!shapes.isEmpty(), "packing: at least one matrix is needed, got none");
    this.shapes = ImmutableList.copyOf(shapes);
  }

  /** For matrices of these shapes. */
  public static Packing of(Shape... shapes) {
    return new Packing(Arrays.asList(shapes));
  }

  /** For matrices in the shapes of these. */
  public static Packing of(DMatrixRMaj... matrices) {
    return new Packing(Arrays.stream(matrices).map(Shape::of).toList());
  }

  /** Number of elements of all matrices together. */
  public int elements() {
    return shapes.stream().mapToInt(Shape::elements).sum();
  }

  /**
   * All elements in one column, elements x 1.
   *
   * @throws IllegalArgumentException if number or shapes differ
   */
  public DMatrixRMaj pack(DMatrixRMaj... matrices) {
    List<Shape> given = Arrays.stream(matrices).map(Shape::of).toList();
    checkArgument(given.equals(shapes), "pack: the shapes must be %s, got %s", shapes, given);
    DMatrixRMaj column = new DMatrixRMaj(elements(), 1);
    int start = 0;
    for (DMatrixRMaj matrix : matrices) {
      System.arraycopy(matrix.data, 0, column.data, start, matrix.getNumElements());
      start += matrix.getNumElements();
    }
    return column;
  }

  /**
   * The matrices that a column holds, as expressions.
   *
   * @throws IllegalArgumentException if it is not elements x 1
   */
  public List<Expr> unpack(Expr column) {
    requireColumn(column.shape());
    List<Expr> parts = new ArrayList<>();
    int start = 0;
    for (Shape shape : shapes) {
      int end = start + shape.elements();
      parts.add(column.extractMatrix(start, end, 0, 1).reshape(shape.rows(), shape.cols()));
      start = end;
    }
    return parts;
  }

  /**
   * The matrices that a column holds; the caller's own.
   *
   * @throws IllegalArgumentException if it is not elements x 1
   */
  public List<DMatrixRMaj> unpack(DMatrixRMaj column) {
    requireColumn(Shape.of(column));
    List<DMatrixRMaj> parts = new ArrayList<>();
    int start = 0;
    for (Shape shape : shapes) {
      int end = start + shape.elements();
      double[] elements = Arrays.copyOfRange(column.data, start, end);
      parts.add(new DMatrixRMaj(shape.rows(), shape.cols(), true, elements));
      start = end;
    }
    return parts;
  }

  private void requireColumn(Shape shape) {
    checkArgument(
        shape.equals(Shape.of(elements(), 1)),
        "unpack: the column must be %sx1, got %s",
        elements(),
        shape);
  }
}
