// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Compares results, so that nothing is timed that computes something else. */
final class Check {
  /** Adam's second step is the first that depends on the moments of one before. */
  static final int STEPS = 3;

  private Check() {}

  /**
   * Takes a few steps with both and compares the results.
   *
   * @param what for the message
   * @param tolerance the largest difference, relative to the largest element of the matrix
   * @throws IllegalStateException if they differ by more, or in number or shape
   */
  static void sameResults(String what, Run run, Run reference, double tolerance) {
    for (int i = 0; i < STEPS; i++) {
      run.step();
      reference.step();
    }
    List<DMatrixRMaj> got = run.results();
    List<DMatrixRMaj> wanted = reference.results();
    if (got.size() != wanted.size()) {
      throw new IllegalStateException(
          what + ": results must be " + wanted.size() + " matrices, got " + got.size() + ".");
    }
    for (int k = 0; k < got.size(); k++) {
      compare(what + ", matrix " + k, got.get(k), wanted.get(k), tolerance);
    }
  }

  private static void compare(String what, DMatrixRMaj got, DMatrixRMaj wanted, double tolerance) {
    if (got.numRows != wanted.numRows || got.numCols != wanted.numCols) {
      throw new IllegalStateException(
          String.format(
              "%s: the shape must be %dx%d, got %dx%d.",
              what, wanted.numRows, wanted.numCols, got.numRows, got.numCols));
    }
    int size = wanted.getNumElements();
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(wanted.data[i]));
    }
    for (int i = 0; i < size; i++) {
      double difference = Math.abs(got.data[i] - wanted.data[i]);
      // Written so that NaN fails, too.
      if (!(difference <= tolerance * largest)) {
        throw new IllegalStateException(
            String.format(
                "%s: element %d must be %s within %s times the largest (%s), got %s. Nothing is"
                    + " timed before all implementations agree.",
                what, i, wanted.data[i], tolerance, largest, got.data[i]));
      }
    }
  }
}
