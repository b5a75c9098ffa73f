// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** Lists of matrices. */
final class Matrices {
  private Matrices() {}

  /** Zeros in the same shapes. */
  static List<DMatrixRMaj> like(List<DMatrixRMaj> matrices) {
    return matrices.stream().map(a -> new DMatrixRMaj(a.numRows, a.numCols)).toList();
  }

  /** Zeros for the values of each layer, given weights and biases in turn. */
  static List<DMatrixRMaj> layers(int rows, List<DMatrixRMaj> parameters) {
    return IntStream.range(0, parameters.size() / 2)
        .mapToObj(l -> new DMatrixRMaj(rows, parameters.get(2 * l).numCols))
        .toList();
  }
}
