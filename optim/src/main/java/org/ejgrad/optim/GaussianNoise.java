// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.ExprOp;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * A matrix of independent N(0, 1) from seed, parameter number, step and place, for a 1x1 step. No
 * derivative.
 */
record GaussianNoise(Shape target, long seed, int parameter) implements MatrixOp, ExprOp {
  @Override
  public String label() {
    return "gaussianNoise[" + target + ", seed " + seed + ", parameter " + parameter + "]";
  }

  @Override
  public String role(int input, int count) {
    return "step";
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.size() != 1 || !inputs.get(0).isScalar()) {
      throw ShapeMismatchException.violated("the step must be one 1x1 matrix");
    }
    return target;
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    CounterRandom random = CounterRandom.of(seed).stream(parameter).stream((long) x[0].data[0]);
    for (int k = 0; k < target.elements(); k++) {
      y.data[k] = random.gaussian(k);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }
}
