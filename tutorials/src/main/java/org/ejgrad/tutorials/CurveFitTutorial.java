// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.constant;

import java.io.PrintStream;
import java.util.Locale;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.random.CounterRandom;
import org.ejgrad.optim.minimize.AugmentedLagrangian;
import org.ejgrad.optim.minimize.Bounds;
import org.ejgrad.optim.minimize.ConstrainedResult;
import org.ejgrad.optim.minimize.Constraints;
import org.ejgrad.optim.minimize.FitStatistics;
import org.ejgrad.optim.minimize.Minimizers;
import org.ejgrad.optim.minimize.Objective;
import org.ejgrad.optim.minimize.Result;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: a minimizer needs the function only, and what comes back says how far it can be
 * trusted. No rate, no loop.
 *
 * <p>A cup of coffee cools: T(t) = room + excess exp(-t / tau). From 24 readings with an error of
 * 0.3 degrees, {@code levenbergMarquardt} finds the three parameters in about ten evaluations,
 * since it is told residuals and not only their sum of squares; their Jacobian comes from the
 * expression. {@link FitStatistics} then tells what the readings say: standard errors, intervals
 * that hold the true value in 95 of 100 such experiments, and the deviation of a reading. If the
 * cup is watched for four minutes only, the same fit runs just as well, but its errors are many
 * times as large: so short a piece of the curve is nearly straight and does not tell where it ends.
 *
 * <p>What is known beside the readings goes in as a constraint. The room cannot be warmer than 21
 * degrees, and a thermometer read 90 at the start: {@link AugmentedLagrangian} fits the short piece
 * under both. A multiplier is what a constraint costs: 0 where it does not matter.
 */
public final class CurveFitTutorial {
  private static final double ROOM = 20;
  private static final double EXCESS = 70;
  private static final double TAU = 12;
  private static final String[] NAMES = {"room", "excess", "tau"};

  private CurveFitTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  /** T at these times; the column of parameters is room, excess, tau. */
  static Expr temperature(Expr parameters, Expr times) {
    Expr room = parameters.extractMatrix(0, 1, 0, 1);
    Expr excess = parameters.extractMatrix(1, 2, 0, 1);
    Expr tau = parameters.extractMatrix(2, 3, 0, 1);
    return times.elementDiv(tau).negative().elementExp().elementMult(excess).plus(room);
  }

  static void run(PrintStream out) {
    Objective whole = readings(40);
    Objective piece = readings(4);
    DMatrixRMaj start = new DMatrixRMaj(3, 1, true, 15, 50, 5);

    Result fit = fit(out, "watched for 40 minutes", whole, start);
    fit(out, "watched for 4 minutes", piece, fit.point());

    Constraints known =
        Constraints.none()
            .equalToZero(theta -> temperature(theta, constant(0)).minus(90)) // at the start
            .within(
                Bounds.of(
                    new DMatrixRMaj(3, 1, true, 0, 0, 1),
                    new DMatrixRMaj(3, 1, true, 21, 100, 60)));
    ConstrainedResult held = AugmentedLagrangian.withDefaults().minimize(piece, known, start);
    out.println("watched for 4 minutes, with what is known");
    out.printf("  %s, violation below 1e-8: %s%n", held.reason(), held.violation() <= 1e-8);
    for (int k = 0; k < NAMES.length; k++) {
      out.printf(Locale.ROOT, "  held %-7s %7.2f%n", NAMES[k], held.point().get(k));
    }
    out.printf(Locale.ROOT, "  multiplier %.3f%n", held.equalityMultipliers().get(0));
  }

  /** The residuals of 24 readings, evenly over so many minutes. */
  private static Objective readings(double minutes) {
    int n = 24;
    DMatrixRMaj times = new DMatrixRMaj(n, 1);
    DMatrixRMaj seen = new DMatrixRMaj(n, 1);
    CounterRandom error = CounterRandom.of(5);
    for (int i = 0; i < n; i++) {
      times.data[i] = minutes * (i + 1) / n;
      seen.data[i] = ROOM + EXCESS * Math.exp(-times.data[i] / TAU) + 0.3 * error.gaussian(i);
    }
    Expr t = constant(times);
    Expr y = constant(seen);
    return Objective.ofResiduals(parameters -> temperature(parameters, t).minus(y));
  }

  private static Result fit(PrintStream out, String what, Objective readings, DMatrixRMaj start) {
    Result result = Minimizers.levenbergMarquardt().minimize(readings, start);
    FitStatistics statistics = FitStatistics.of(readings, result.point());
    out.printf(
        Locale.ROOT,
        "%s: %s after %d evaluations%n",
        what,
        result.reason(),
        result.counts().values());
    for (int k = 0; k < NAMES.length; k++) {
      FitStatistics.Interval interval = statistics.confidenceInterval(result.point(), k, 0.95);
      out.printf(
          Locale.ROOT,
          "  %-7s %7.2f +- %5.2f, 95 %% in [%.2f, %.2f]%n",
          NAMES[k],
          result.point().get(k),
          statistics.standardErrors().get(k),
          interval.low(),
          interval.high());
    }
    out.printf(
        Locale.ROOT, "  deviation of a reading %.2f%n", statistics.residualStandardDeviation());
    return result;
  }
}
