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

  /**
   * What a state holds.
   *
   * @throws IllegalArgumentException if one of its counts is negative
   */
  static NamedMatrices of(SavedState state) {
    Counts counts = state.counts();
    checkArgument(
        Math.min(state.iterations(), counts.least()) >= 0,
        "resume: iterations and counts of the state must be >= 0, got %s and %s",
        state.iterations(),
        counts);
    return new NamedMatrices(new LinkedHashMap<>(state.matrices()));
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

  /** The elements of a matrix of so many, all finite. */
  double[] finiteVector(String name, int elements) {
    double[] vector = vector(name, elements);
    for (double x : vector) {
      require(Double.isFinite(x), name, "be finite", x);
    }
    return vector;
  }

  double finite(String name) {
    return finiteVector(name, 1)[0];
  }

  /** The number of this name, or another where there is none yet. */
  double finite(String name, double otherwise) {
    return has(name) ? finite(name) : otherwise;
  }

  /** A number >= 0, which may be infinite. */
  double notNegative(String name) {
    double x = vector(name, 1)[0];
    require(x >= 0, name, "be >= 0", x);
    return x;
  }

  /** The number of this name, or another where there is none yet. */
  double notNegative(String name, double otherwise) {
    return has(name) ? notNegative(name) : otherwise;
  }

  /** A matrix of this shape of finite numbers > 0. */
  DMatrixRMaj positive(String name, int rows, int cols) {
    DMatrixRMaj matrix = matrix(name, rows, cols);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      double x = matrix.data[i];
      require(x > 0 && x < Double.POSITIVE_INFINITY, name, "be finite and > 0", x);
    }
    return matrix;
  }

  double positive(String name) {
    return positive(name, 1, 1).get(0);
  }

  /** A whole number >= 0. */
  long count(String name) {
    return count(name, vector(name, 1)[0]);
  }

  /** The count of this name, or another where there is none yet. */
  long count(String name, int otherwise) {
    return has(name) ? count(name) : otherwise;
  }

  private static long count(String name, double x) {
    require(x >= 0 && x <= Long.MAX_VALUE && x == Math.rint(x), name, "be a whole number >= 0", x);
    return (long) x;
  }

  private static void require(boolean holds, String name, String rule, double x) {
    checkArgument(holds, "resume: '%s' of the state must %s, got %s", name, rule, x);
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
    String countsName = prefix + " counts";
    double[] counts = vector(countsName, 4);
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
            count(prefix + " iterations"),
            new Counts(
                count(countsName, counts[0]),
                count(countsName, counts[1]),
                count(countsName, counts[2]),
                count(countsName, counts[3])),
            own));
  }
}
