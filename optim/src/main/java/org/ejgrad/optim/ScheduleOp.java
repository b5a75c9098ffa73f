// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.FromWholeNumbers;
import org.ejml.data.DMatrixRMaj;

/**
 * y = schedule(t) for a 1x1 step count, so that one compiled program serves all steps. No
 * derivative. A run fails, and changes nothing, if the schedule gives a negative number or none.
 */
record ScheduleOp(Schedule schedule) implements MatrixOp, FromWholeNumbers {
  @Override
  public String label() {
    return "schedule[" + schedule + "]";
  }

  @Override
  public String role(int input, int count) {
    return "step";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.size() != 1 || !inputs.get(0).isScalar()) {
      throw ShapeMismatchException.violated("the step must be one 1x1 matrix");
    }
    return Shape.SCALAR;
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    long step = (long) x[0].data[0];
    double rate = schedule.at(step);
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a rate must be finite and >= 0, got " + rate + " at step " + step);
    }
    y.data[0] = rate;
  }
}
