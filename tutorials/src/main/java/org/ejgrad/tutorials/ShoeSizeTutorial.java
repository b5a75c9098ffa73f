// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Losses.sumOfSquaredResiduals;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientsFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: the gradient that EJGrad finds is the one you would derive with pencil and paper.
 *
 * <p>Fits height = slope * shoeSize + intercept to three people, (0.6, 1.1), (0.8, 1.2) and (1.1,
 * 2.1), from slope 1 and intercept 0, by gradient descent on the sum of squared residuals. With r_i
 * = slope * shoeSize_i + intercept - height_i the gradient by hand is
 *
 * <pre>
 *   dE/dslope = sum_i 2 r_i shoeSize_i        dE/dintercept = sum_i 2 r_i
 * </pre>
 *
 * <p>Prints both gradients side by side at the start and along the way, and at the end the line
 * found beside the line of least squares by its formula: equal to 10 digits.
 */
public final class ShoeSizeTutorial {
  private static final double[] SHOE_SIZES = {0.6, 0.8, 1.1};
  private static final double[] HEIGHTS = {1.1, 1.2, 2.1};
  private static final double RATE = 0.1;
  private static final int STEPS = 2000;

  private ShoeSizeTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    Expr shoeSize = constant(new DMatrixRMaj(3, 1, true, SHOE_SIZES));
    Expr height = constant(new DMatrixRMaj(3, 1, true, HEIGHTS));

    // A function of two arguments has two gradients. Both arguments are 1x1 matrices: one number
    // times a column and one number plus a column are meant for each of its elements.
    GradientsFunction gradE =
        grad(
            (slope, intercept) ->
                sumOfSquaredResiduals(shoeSize.elementMult(slope).plus(intercept), height));

    out.println("                                   dE/dslope               dE/dintercept");
    out.println("step    slope  intercept      by grad     by hand      by grad     by hand");
    double slope = 1;
    double intercept = 0;
    for (int step = 0; step <= STEPS; step++) {
      List<DMatrixRMaj> gradient = gradE.at(number(slope), number(intercept));
      double slopeSlope = gradient.get(0).get(0);
      double interceptSlope = gradient.get(1).get(0);
      if (step <= 3 || step == 10 || step == 100 || step == 500) {
        double[] hand = gradientByHand(slope, intercept);
        out.printf(
            Locale.ROOT,
            "%4d %8.5f  %9.5f  %11.7f %11.7f  %11.7f %11.7f%n",
            step,
            slope,
            intercept,
            slopeSlope,
            hand[0],
            interceptSlope,
            hand[1]);
      }
      if (step < STEPS) {
        slope -= RATE * slopeSlope;
        intercept -= RATE * interceptSlope;
      }
    }

    double[] line = leastSquaresLine();
    out.println();
    out.printf(Locale.ROOT, "descent:       height = %.10f * shoeSize %+.10f%n", slope, intercept);
    out.printf(Locale.ROOT, "least squares: height = %.10f * shoeSize %+.10f%n", line[0], line[1]);
  }

  private static DMatrixRMaj number(double value) {
    return new DMatrixRMaj(1, 1, true, value);
  }

  private static double[] gradientByHand(double slope, double intercept) {
    double bySlope = 0;
    double byIntercept = 0;
    for (int i = 0; i < HEIGHTS.length; i++) {
      double residual = slope * SHOE_SIZES[i] + intercept - HEIGHTS[i];
      bySlope += 2 * residual * SHOE_SIZES[i];
      byIntercept += 2 * residual;
    }
    return new double[] {bySlope, byIntercept};
  }

  /** slope = covariance / variance, and the line goes through the mean point. */
  private static double[] leastSquaresLine() {
    double meanSize = 0;
    double meanHeight = 0;
    for (int i = 0; i < HEIGHTS.length; i++) {
      meanSize += SHOE_SIZES[i] / HEIGHTS.length;
      meanHeight += HEIGHTS[i] / HEIGHTS.length;
    }
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < HEIGHTS.length; i++) {
      covariance += (SHOE_SIZES[i] - meanSize) * (HEIGHTS[i] - meanHeight);
      variance += (SHOE_SIZES[i] - meanSize) * (SHOE_SIZES[i] - meanSize);
    }
    double slope = covariance / variance;
    return new double[] {slope, meanHeight - slope * meanSize};
  }
}
