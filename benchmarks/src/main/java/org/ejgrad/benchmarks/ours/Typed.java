// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.ours;

import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Data in the type that a program computes in, as its user would hold them. */
final class Typed {
  private Typed() {}

  static void set(Workspace workspace, Expr input, DMatrixRMaj value, Precision precision) {
    if (precision == Precision.FLOAT64) {
      workspace.set(input, value);
      return;
    }
    FMatrixRMaj floats = new FMatrixRMaj(value.numRows, value.numCols);
    for (int i = 0; i < floats.getNumElements(); i++) {
      floats.data[i] = (float) value.data[i];
    }
    workspace.set(input, floats);
  }
}
