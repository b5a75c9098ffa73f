// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.valueAndGrad;

import java.io.PrintStream;
import java.util.Locale;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.ValueAndGradientFunction;
import org.ejgrad.ops.ValueAndGradientFunction.ValueAndGradient;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The idea: with the gradient at hand, gradient descent is a loop of one line, {@code theta = theta
 * - rate * gradient}.
 *
 * <p>Fits y = theta_0 + theta_1 x to 20 points around the line y = 4 + 3 x, by 100 steps on the
 * mean squared error E, a function of theta alone: the data are constants inside it. Prints E, the
 * length of the gradient and theta now and then, and below them the line of least squares, which
 * the last theta equals to 10 digits. The gradient shrinks to nothing on the way: that is how one
 * sees, without knowing the answer, that the descent has arrived.
 */
public final class DescentTutorial {
  private static final int POINTS = 20;
  private static final int STEPS = 100;
  private static final double RATE = 0.4;

  private DescentTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    DMatrixRMaj x = new DMatrixRMaj(POINTS, 2); // the ones, which theta_0 multiplies, then x
    DMatrixRMaj y = new DMatrixRMaj(POINTS, 1);
    CounterRandom random = CounterRandom.of(7);
    for (int i = 0; i < POINTS; i++) {
      double position = 2 * random.uniform(i) - 1;
      x.set(i, 0, 1);
      x.set(i, 1, position);
      y.set(i, 0, 4 + 3 * position + 0.2 * random.gaussian(i));
    }

    Expr inputs = constant(x);
    Expr targets = constant(y);
    ValueAndGradientFunction e =
        valueAndGrad(theta -> inputs.mult(theta).minus(targets).square().mean());

    out.println("step           E  |gradient|        theta_0        theta_1");
    DMatrixRMaj theta = new DMatrixRMaj(2, 1);
    for (int step = 0; step < STEPS; step++) {
      ValueAndGradient here = e.at(theta);
      if (step == 0 || step == 1 || step == 2 || step == 5 || step % 20 == 10) {
        print(out, step, here, theta);
      }
      CommonOps_DDRM.addEquals(theta, -RATE, here.gradient()); // theta = theta - rate * gradient
    }
    print(out, STEPS, e.at(theta), theta);

    DMatrixRMaj leastSquares = new DMatrixRMaj(2, 1);
    CommonOps_DDRM.solve(x, y, leastSquares);
    out.printf(
        Locale.ROOT,
        "least squares:              %15.10f%15.10f%n", //
        leastSquares.get(0),
        leastSquares.get(1));
    out.println(
        "(the points scatter around y = 4 + 3 x, so their best line is a little beside it)");
  }

  private static void print(PrintStream out, int step, ValueAndGradient here, DMatrixRMaj theta) {
    out.printf(
        Locale.ROOT,
        "%4d %11.8f %11.1e%15.10f%15.10f%n",
        step,
        here.value(),
        NormOps_DDRM.normF(here.gradient()),
        theta.get(0),
        theta.get(1));
  }
}
