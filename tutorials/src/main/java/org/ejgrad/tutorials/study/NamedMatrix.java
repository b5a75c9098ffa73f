// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.Locale;
import org.ejgrad.graph.Names;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;

/**
 * A parameter at the end of a cell.
 *
 * @param name the parameter's name
 * @param rows number of rows
 * @param columns number of columns
 * @param values finite, row after row
 */
public record NamedMatrix(String name, int rows, int columns, Series values) {
  /** Checks the shape. */
  public NamedMatrix {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "parameter %s: needs one value per entry, got %dx%d with %d values",
              Names.printable(name),
              rows,
              columns,
              values.length()));
    }
    if (!values.isFinite()) {
      throw new IllegalArgumentException(
          "parameter " + Names.printable(name) + ": values must be finite");
    }
  }

  /** Copies a matrix. Not modified. */
  public static NamedMatrix of(String name, DMatrixRMaj matrix) {
    return new NamedMatrix(
        name,
        matrix.getNumRows(),
        matrix.getNumCols(),
        Series.copyOf(matrix.getData(), matrix.getNumElements()));
  }

  /** Returns the values as a new matrix. */
  public DMatrixRMaj toMatrix() {
    return new DMatrixRMaj(rows, columns, true, values.toArray());
  }
}
