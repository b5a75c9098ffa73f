// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejml.data.DMatrixRMaj;

/** The shape and value checks that metrics share. */
final class Checks {
  private Checks() {}

  static void sameShape(String what, DMatrixRMaj predicted, DMatrixRMaj actual) {
    checkArgument(
        predicted.numRows == actual.numRows && predicted.numCols == actual.numCols,
        "%s: predicted and actual must have the same shape, got predicted=%s, actual=%s",
        what,
        shape(predicted),
        shape(actual));
    checkArgument(
        predicted.getNumElements() > 0, "%s: a row is required, got %s", what, shape(predicted));
  }

  static void columnOfClasses(String what, DMatrixRMaj matrix) {
    checkArgument(
        matrix.numCols == 1,
        "%s: classes must be n x 1 indices, got %s. Turn rows of probabilities into classes with"
            + " predictedClasses",
        what,
        shape(matrix));
  }

  /** The class index in a row, an integer from 0 to classCount - 1. */
  static int classIn(String what, DMatrixRMaj classes, int row, int classCount) {
    double index = classes.data[row];
    if (!(index >= 0 && index < classCount && index == Math.rint(index))) {
      throw new IllegalArgumentException(
          "%s: a class must be an integer from 0 to %d, got %s in row %d"
              .formatted(what, classCount - 1, index, row));
    }
    return (int) index;
  }

  static String shape(DMatrixRMaj matrix) {
    return matrix.numRows + "x" + matrix.numCols;
  }
}
