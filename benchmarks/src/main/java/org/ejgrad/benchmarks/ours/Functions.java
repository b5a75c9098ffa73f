// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.ours;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;

import java.util.List;
import org.ejgrad.benchmarks.LinearProblem;
import org.ejgrad.benchmarks.MiniBatchProblem;
import org.ejgrad.benchmarks.NestedSinProblem;
import org.ejgrad.benchmarks.RosenbrockProblem;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.TanhExpProblem;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.Losses;
import org.ejgrad.optim.Optimizers;
import org.ejml.data.DMatrixRMaj;

/** Gradients of functions of one matrix, and the regression on mini-batches. */
final class Functions {
  private Functions() {}

  static Run linear(LinearProblem problem) {
    Expr theta = input("theta", problem.features(), 1);
    Expr loss = constant(problem.x()).mult(theta).minus(constant(problem.y())).square().mean();
    return gradient(loss, theta, problem.theta());
  }

  static Run tanhExp(TanhExpProblem problem, Precision precision) {
    Expr x = input("x", problem.size(), 1);
    Expr tanh = x.scale(TanhExpProblem.A).plus(TanhExpProblem.B).tanh();
    Expr bell = x.square().scale(-TanhExpProblem.C).elementExp();
    List<Expr> gradient = gradients(tanh.elementMult(bell).elementSum(), x);
    Workspace workspace = compile(gradient, Updates.NONE, precision).workspace();
    Typed.set(workspace, x, problem.x(), precision);
    return ProgramRun.function(workspace, gradient);
  }

  static Run rosenbrock(RosenbrockProblem problem) {
    int n = problem.dimensions();
    Expr x = input("x", n, 1);
    Expr head = x.extractMatrix(0, n - 1, 0, 1);
    Expr tail = x.extractMatrix(1, n, 0, 1);
    Expr valley = tail.minus(head.square()).square().scale(100);
    Expr slope = head.negative().plus(1).square();
    return gradient(valley.plus(slope).elementSum(), x, problem.x());
  }

  static Run nestedSin(NestedSinProblem problem) {
    Expr x = input("x", 1, 1);
    Expr y = x;
    for (int i = 0; i < problem.depth(); i++) {
      y = y.sin();
    }
    return gradient(y, x, new DMatrixRMaj(1, 1, true, NestedSinProblem.X));
  }

  private static Run gradient(Expr loss, Expr x, DMatrixRMaj at) {
    List<Expr> gradient = gradients(loss, x);
    return ProgramRun.function(compile(gradient.get(0)).workspace().set(x, at), gradient);
  }

  static Run miniBatch(MiniBatchProblem problem) {
    return new MiniBatchRun(problem);
  }

  /** Each step copies the rows of its batch out of the data. */
  private static final class MiniBatchRun implements Run {
    private final DMatrixRMaj x;
    private final DMatrixRMaj y;
    private final DMatrixRMaj batchX;
    private final DMatrixRMaj batchY;
    private final int batches;
    private final Expr theta;
    private final Workspace step;
    private int next;

    MiniBatchRun(MiniBatchProblem problem) {
      x = problem.x();
      y = problem.y();
      batchX = new DMatrixRMaj(problem.batch(), problem.features());
      batchY = new DMatrixRMaj(problem.batch(), 1);
      batches = problem.batches();
      theta = parameter("theta", problem.theta());
      Expr inputX = input("x", problem.batch(), problem.features());
      Expr inputY = input("y", problem.batch(), 1);
      Expr loss = Losses.meanSquaredError(inputX.mult(theta), inputY);
      step =
          compile(loss, Optimizers.adam(MiniBatchProblem.RATE).updates(loss, theta))
              .workspace()
              .set(inputX, batchX)
              .set(inputY, batchY);
    }

    @Override
    public void step() {
      System.arraycopy(x.data, next * batchX.data.length, batchX.data, 0, batchX.data.length);
      System.arraycopy(y.data, next * batchY.data.length, batchY.data, 0, batchY.data.length);
      step.run();
      next = next + 1 == batches ? 0 : next + 1;
    }

    @Override
    public List<DMatrixRMaj> results() {
      return ProgramRun.values(List.of(theta));
    }
  }
}
