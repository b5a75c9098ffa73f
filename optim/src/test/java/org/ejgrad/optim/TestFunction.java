// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;

import java.util.List;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** Functions of the table of optimizers, all with the minimum 0. */
enum TestFunction {
  /** x^2 + 10 y^2 from (4, -3), where it is 106. Curvatures 2 and 20. */
  PARABOLA {
    @Override
    List<Expr> start() {
      return List.of(parameter("theta", new DMatrixRMaj(new double[][] {{4, -3}})));
    }

    @Override
    Expr of(List<Expr> theta) {
      return x(theta).square().plus(y(theta).square().scale(10));
    }
  },

  /** (1 - x)^2 + 100 (y - x^2)^2 from (-1.2, 1), where it is 24.2: a curved valley. */
  ROSENBROCK {
    @Override
    List<Expr> start() {
      return List.of(parameter("theta", new DMatrixRMaj(new double[][] {{-1.2, 1}})));
    }

    @Override
    Expr of(List<Expr> theta) {
      Expr x = x(theta);
      Expr rise = y(theta).minus(x.square());
      return constant(1).minus(x).square().plus(rise.square().scale(100));
    }
  },

  /** Half the sum of c_i x_i^2 with c = 1, 10, 100, 1000 from ones, where it is 555.5. */
  ILL_CONDITIONED {
    @Override
    List<Expr> start() {
      return List.of(parameter("theta", new DMatrixRMaj(new double[][] {{1, 1, 1, 1}})));
    }

    @Override
    Expr of(List<Expr> theta) {
      Expr curvatures = constant(new double[][] {{1, 10, 100, 1000}});
      return theta.get(0).square().elementMult(curvatures).elementSum().scale(0.5);
    }
  },

  /** The logistic problem with 0.01 sum theta^2, minus its minimum; 0.73 at the start. */
  LOGISTIC {
    @Override
    List<Expr> start() {
      return List.of(
          parameter("w", LogisticProblem.initialWeights()),
          parameter("b", LogisticProblem.initialBias()));
    }

    @Override
    Expr of(List<Expr> theta) {
      // The least value was found by 20,000 steps of plain descent at rate 0.5, gradient 8e-17.
      return LogisticProblem.loss(theta.get(0), theta.get(1))
          .plus(Penalties.l2(0.02, theta))
          .minus(0.5606326423027042);
    }
  };

  abstract List<Expr> start();

  abstract Expr of(List<Expr> theta);

  private static Expr x(List<Expr> theta) {
    return theta.get(0).extractMatrix(0, 1, 0, 1);
  }

  private static Expr y(List<Expr> theta) {
    return theta.get(0).extractMatrix(0, 1, 1, 2);
  }
}
