// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.ejgrad.ops.GradientFunction;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The idea: a loss of your own is a method that takes an expression and returns one; its gradient
 * comes with it, and a one-line test checks it.
 *
 * <p>The loss is log-cosh, mean of log(cosh(r)) over the residuals r. Near 0 it is r^2 / 2, like
 * the squared error, but far out it is |r| - log 2, so its slope, tanh r, never exceeds 1: a point
 * that lies far off pulls no harder than one that lies 3 off. The same line is fitted twice to 30
 * points around y = 1 + 2 x, of which 3 were recorded 20 too high. Prints the check of the gradient
 * and both lines: the squared error is dragged away by the three, log-cosh hardly.
 *
 * <p>The test that a project would keep is {@code CustomLossTutorialTest.logCosh}.
 */
public final class CustomLossTutorial {
  private static final int POINTS = 30;
  private static final int STEPS = 2000;
  private static final double RATE = 0.1;

  private CustomLossTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  /**
   * The mean of log(cosh(r)), 1x1 for residuals of any shape. Written as softplus(2 r) - r - log 2,
   * which is the same and does not overflow: cosh(1000) is infinite.
   */
  static Expr logCosh(Expr residuals) {
    return residuals.scale(2).softplus().minus(residuals).minus(Math.log(2)).mean();
  }

  static void run(PrintStream out) {
    double error =
        GradientCheck.of(r -> logCosh(r)).at(GradientCheck.normal(4, 3)).order(2).verify();
    out.printf(Locale.ROOT, "gradient of log-cosh checked to second order: error %.0e%n", error);
    out.println();

    DMatrixRMaj x = new DMatrixRMaj(POINTS, 2);
    DMatrixRMaj y = new DMatrixRMaj(POINTS, 1);
    CounterRandom random = CounterRandom.of(3);
    for (int i = 0; i < POINTS; i++) {
      double position = 4 * random.uniform(i) - 2;
      x.set(i, 0, 1);
      x.set(i, 1, position);
      y.set(i, 0, 1 + 2 * position + 0.3 * random.gaussian(i) + (i % 10 == 0 ? 20 : 0));
    }

    Expr inputs = constant(x);
    Expr targets = constant(y);
    UnaryOperator<Expr> residuals = theta -> inputs.mult(theta).minus(targets);
    DMatrixRMaj bySquares = descend(theta -> residuals.apply(theta).square().mean());
    DMatrixRMaj byLogCosh = descend(theta -> logCosh(residuals.apply(theta)));

    out.println("                intercept   slope");
    out.println("true line          1.000    2.000");
    print(out, "squared error", bySquares);
    print(out, "log-cosh", byLogCosh);
  }

  /** Gradient descent as in {@link DescentTutorial}: it does not care which loss it is given. */
  private static DMatrixRMaj descend(UnaryOperator<Expr> loss) {
    GradientFunction gradient = grad(loss);
    DMatrixRMaj theta = new DMatrixRMaj(2, 1);
    for (int step = 0; step < STEPS; step++) {
      CommonOps_DDRM.addEquals(theta, -RATE, gradient.at(theta));
    }
    return theta;
  }

  private static void print(PrintStream out, String name, DMatrixRMaj theta) {
    out.printf(Locale.ROOT, "%-16s%8.3f %8.3f%n", name, theta.get(0), theta.get(1));
  }
}
