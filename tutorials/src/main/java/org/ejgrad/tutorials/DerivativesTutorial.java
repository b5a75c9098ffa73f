// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gaussNewtonProduct;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.perExampleGradients;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.ejgrad.ops.GradientFunction;
import org.ejgrad.ops.JacobianFunction;
import org.ejgrad.ops.Triangle;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The idea: the gradient is one derivative among several; each of the others is one call too, and
 * has its use.
 *
 * <p>Prints three things. A curve a e^(-b t) fitted to 12 points around 2 e^(-0.3 t) by
 * Gauss-Newton, whose steps take the Jacobian of the residuals: five digits after five steps. At
 * its end the curvature of the error along b, exactly by a Hessian-vector product and without the
 * bend of the residuals by a Gauss-Newton product: they differ little, because the residuals are
 * small. Then the gradient of each of ten examples of a regression: the one that was recorded wrong
 * pulls hardest. Last, a loss through a Cholesky factor: the likelihood of a covariance, whose
 * gradient is checked to second order and is nothing at the covariance of the sample, where descent
 * arrives from anywhere.
 */
public final class DerivativesTutorial {
  private DerivativesTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    curve(out);
    pulls(out);
    covariance(out);
  }

  private static void curve(PrintStream out) {
    DMatrixRMaj times = new DMatrixRMaj(12, 1);
    DMatrixRMaj readings = new DMatrixRMaj(12, 1);
    CounterRandom random = CounterRandom.of(1);
    for (int i = 0; i < 12; i++) {
      times.set(i, 0, i);
      readings.set(i, 0, 2 * Math.exp(-0.3 * i) + 0.02 * random.gaussian(i));
    }
    JacobianFunction slopes = jacobian(theta -> residuals(theta, times, readings));
    DMatrixRMaj theta = new DMatrixRMaj(2, 1, true, 1, 0.1);
    DMatrixRMaj move = new DMatrixRMaj(2, 1);
    out.println("step       error          a          b");
    for (int step = 0; step <= 5; step++) {
      DMatrixRMaj r = residuals(constant(theta), times, readings).evaluate();
      out.printf(
          Locale.ROOT,
          "%4d %11.8f %10.6f %10.6f%n",
          step,
          NormOps_DDRM.normF(r),
          theta.get(0),
          theta.get(1));
      CommonOps_DDRM.solve(slopes.at(theta), r, move); // least squares: J move = r
      CommonOps_DDRM.subtractEquals(theta, move);
    }
    Expr x = parameter("theta", theta);
    Expr r = residuals(x, times, readings);
    Expr error = r.square().elementSum().scale(0.5);
    List<Expr> alongB = List.of(constant(new double[][] {{0}, {1}}));
    DMatrixRMaj exact = hvp(error, List.of(x), alongB).get(0).evaluate();
    DMatrixRMaj flat = gaussNewtonProduct(error, r, List.of(x), alongB).get(0).evaluate();
    out.printf(Locale.ROOT, "curvature along b: %.6f%n", exact.get(1));
    out.printf(Locale.ROOT, "by Gauss-Newton:   %.6f%n%n", flat.get(1));
  }

  private static Expr residuals(Expr theta, DMatrixRMaj times, DMatrixRMaj readings) {
    Expr a = theta.extractMatrix(0, 1, 0, 1);
    Expr b = theta.extractMatrix(1, 2, 0, 1);
    Expr decay = constant(times).elementMult(b).negative().elementExp();
    return decay.elementMult(a).minus(constant(readings));
  }

  private static void pulls(PrintStream out) {
    DMatrixRMaj x = new DMatrixRMaj(10, 2);
    DMatrixRMaj y = new DMatrixRMaj(10, 1);
    CounterRandom random = CounterRandom.of(2);
    for (int i = 0; i < 10; i++) {
      x.set(i, 0, 1);
      x.set(i, 1, 0.1 * i);
      y.set(i, 0, 1 + 2 * x.get(i, 1) + 0.1 * random.gaussian(i) + (i == 6 ? 3 : 0));
    }
    Expr theta = parameter("theta", new DMatrixRMaj(2, 1, true, 1, 2));
    Expr losses = constant(x).mult(theta).minus(constant(y)).square(); // one number each
    DMatrixRMaj each = perExampleGradients(losses, theta).get(0).evaluate(); // one row each
    out.print("length of each example's gradient:");
    for (int i = 0; i < 10; i++) {
      out.printf(Locale.ROOT, " %.2f", Math.hypot(each.get(i, 0), each.get(i, 1)));
    }
    DMatrixRMaj sum = CommonOps_DDRM.sumCols(each, null);
    DMatrixRMaj together = gradients(losses.elementSum(), theta).get(0).evaluate();
    double apart = Math.hypot(sum.get(0) - together.get(0), sum.get(1) - together.get(1));
    out.printf(Locale.ROOT, "%ntheir sum is the gradient of all: %.0e apart%n%n", apart);
  }

  /** The mean of -log p(row) over the rows of x, all N(0, sigma), but for the constant log 2 pi. */
  static Expr negativeLogLikelihood(Expr sigma, Expr x) {
    Expr factor = sigma.cholesky(); // sigma = L L', so log det sigma = 2 sum of log l_ii
    Expr white = factor.solveTriangular(Triangle.LOWER, x.transpose());
    Expr distances = white.square().elementSum().scale(0.5 / x.rows());
    return factor.extractDiag().elementLog().elementSum().plus(distances);
  }

  private static void covariance(PrintStream out) {
    DMatrixRMaj x = CounterRandom.of(3).normal(500, 2, 0, 1);
    CommonOps_DDRM.mult(x.copy(), new DMatrixRMaj(new double[][] {{1.4, 0.5}, {0, 0.6}}), x);
    Expr sample = constant(x);
    DMatrixRMaj s = sample.transpose().mult(sample).scale(1.0 / 500).evaluate();
    double error =
        GradientCheck.of(sigma -> negativeLogLikelihood(sigma, sample)).at(s).order(2).verify();
    out.printf(Locale.ROOT, "likelihood checked to second order: error %.0e%n", error);
    GradientFunction slope = grad(sigma -> negativeLogLikelihood(sigma, sample));
    out.printf(Locale.ROOT, "its slope at the sample: %.0e%n", NormOps_DDRM.normF(slope.at(s)));

    // A matrix times its transpose is a covariance, whatever a step does to it.
    GradientFunction slopeInRoot =
        grad(root -> negativeLogLikelihood(root.mult(root.transpose()), sample));
    DMatrixRMaj root = CommonOps_DDRM.identity(2);
    for (int step = 0; step < 500; step++) {
      CommonOps_DDRM.addEquals(root, -0.1, slopeInRoot.at(root));
    }
    DMatrixRMaj found = new DMatrixRMaj(2, 2);
    CommonOps_DDRM.multTransB(root, root, found);
    print(out, "covariance by descent", found);
    print(out, "of the sample", s);
  }

  private static void print(PrintStream out, String name, DMatrixRMaj m) {
    out.printf(Locale.ROOT, "%-22s%9.5f%9.5f%9.5f%n", name, m.get(0, 0), m.get(0, 1), m.get(1, 1));
  }
}
