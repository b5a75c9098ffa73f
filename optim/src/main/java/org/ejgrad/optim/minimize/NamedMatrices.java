// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** What a method remembers between iterations, as named matrices: written to and read from. */
final class NamedMatrices {
  private final Map<String, DMatrixRMaj> matrices;

  private NamedMatrices(Map<String, DMatrixRMaj> matrices) {
    this.matrices = matrices;
  }

  static NamedMatrices empty() {
    return new NamedMatrices(new LinkedHashMap<>());
  }

  static NamedMatrices of(Map<String, DMatrixRMaj> matrices) {
    return new NamedMatrices(new LinkedHashMap<>(matrices));
  }

  Map<String, DMatrixRMaj> matrices() {
    return matrices;
  }

  boolean has(String name) {
    return matrices.containsKey(name);
  }

  void put(String name, double[] vector) {
    matrices.put(name, new DMatrixRMaj(vector.length, 1, true, vector.clone()));
  }

  void put(String name, DMatrixRMaj matrix) {
    matrices.put(name, matrix.copy());
  }

  void put(String name, double number) {
    put(name, new double[] {number});
  }

  DMatrixRMaj matrix(String name) {
    DMatrixRMaj matrix = matrices.get(name);
    checkArgument(matrix != null, "resume: the state has no '%s'", name);
    return matrix.copy();
  }

  /** A matrix of this shape. */
  DMatrixRMaj matrix(String name, int rows, int cols) {
    DMatrixRMaj matrix = matrix(name);
    checkArgument(
        matrix.numRows == rows && matrix.numCols == cols,
        "resume: '%s' of the state must be %sx%s, got %s",
        name,
        rows,
        cols,
        Shape.of(matrix));
    return matrix;
  }

  /** The elements of a matrix of any shape. */
  double[] vector(String name) {
    DMatrixRMaj matrix = matrix(name);
    return Arrays.copyOf(matrix.data, matrix.getNumElements());
  }

  /** The elements of a matrix of so many. */
  double[] vector(String name, int elements) {
    double[] vector = vector(name);
    checkArgument(
        vector.length == elements,
        "resume: '%s' of the state must have %s elements, got %s",
        name,
        elements,
        vector.length);
    return vector;
  }

  double number(String name) {
    return vector(name, 1)[0];
  }

  /** The number of this name, or another where there is none yet. */
  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  /** A whole state, each of its matrices under this prefix. */
  void put(String prefix, SavedState state) {
    Counts counts = state.counts();
    put(prefix + " iterations", (double) state.iterations());
    put(
        prefix + " counts",
        new double[] {
          counts.values(), counts.gradients(), counts.hessianProducts(), counts.jacobians()
        });
    state.matrices().forEach((name, matrix) -> put(prefix + ": " + name, matrix));
  }

  /** The state of a method under this prefix, if there is one. */
  Optional<SavedState> state(String prefix, String method) {
    if (!has(prefix + " iterations")) {
      return Optional.empty();
    }
    double[] counts = vector(prefix + " counts", 4);
    Map<String, DMatrixRMaj> own = new LinkedHashMap<>();
    String start = prefix + ": ";
    matrices.forEach(
        (name, matrix) -> {
          if (name.startsWith(start)) {
            own.put(name.substring(start.length()), matrix);
          }
        });
    return Optional.of(
        new SavedState(
            method,
            (long) number(prefix + " iterations"),
            new Counts((long) counts[0], (long) counts[1], (long) counts[2], (long) counts[3]),
            own));
  }
}
