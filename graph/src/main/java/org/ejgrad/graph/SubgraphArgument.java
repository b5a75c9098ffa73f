// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** What one slot of a {@link Subgraph} is given, as headers on a block's array or as a copy. */
final class SubgraphArgument {
  private final Node slot;
  private final DMatrixRMaj doubles = new DMatrixRMaj(0, 0);
  private final FMatrixRMaj floats = new FMatrixRMaj(0, 0);
  private Block own;

  SubgraphArgument(Node slot) {
    this.slot = slot;
    Shape shape = slot.shape();
    doubles.numRows = shape.rows();
    doubles.numCols = shape.cols();
    floats.numRows = shape.rows();
    floats.numCols = shape.cols();
    own = new Block(0, 0, Precision.FLOAT64);
  }

  /** Reads the array of a whole matrix at each run. */
  void follow(Workspace workspace, Block whole) {
    if (whole.at != 0) {
      throw new IllegalStateException(
          "subgraph: " + slot.describe() + " must be given a whole matrix, got some rows of one");
    }
    if (whole.precision() == Precision.FLOAT64) {
      doubles.data = whole.doubles;
      workspace.set(slot, doubles);
    } else {
      floats.data = whole.floats;
      workspace.set(slot, floats);
    }
  }

  /** Keeps a copy, in the precision it came in. */
  void copy(Workspace workspace, Block x, int from) {
    Shape shape = slot.shape();
    if (own.precision() != x.precision() || own.length() != shape.elements()) {
      own = Block.allocate(shape.rows(), shape.cols(), x.precision());
    }
    own.copy(0, x, from, shape.elements());
    follow(workspace, own);
  }
}
