// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.constant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** Marks question 3, the descent, by how it moves; see {@link Motion}. */
final class DescentQuestion {
  private DescentQuestion() {}

  /** What is wrong; nothing if it is right. */
  static List<Finding> mark(StudentCode code) {
    List<Finding> findings = new ArrayList<>();
    DMatrixRMaj theta0 = Motion.START.copy();
    DMatrixRMaj theta = code.matrix(() -> code.exercise().descend(Motion::bowl, theta0, 0.2, 3));
    if (StudentCode.isRowInsteadOf(Motion.START, theta)) {
      findings.add(
          new Finding(
              Mistake.TRANSPOSED,
              "Your theta lies as a row; it has the shape of theta0, a column of n numbers."));
    }
    Motion motion = Motion.watch(code, 0.2);
    if (motion.stale()) {
      findings.add(
          new Finding(
              Mistake.STALE_GRADIENT,
              "Every step repeats the first: you compute the gradient once. Inside the loop, take"
                  + " it anew at each theta, by gradE.at(theta)."));
    }
    if (motion.rate() < 0) {
      findings.add(
          new Finding(
              Mistake.WRONG_SIGN,
              "theta walks uphill: E grows with each step. The gradient points to where E grows"
                  + " fastest, so subtract it."));
    }
    if (!Motion.near(Math.abs(motion.rate()), 0.2)) {
      findings.add(wrongRate(Math.abs(motion.rate()), Math.abs(Motion.watch(code, 0.3).rate())));
    }
    if (motion.extraSteps() != 0) {
      findings.add(
          new Finding(
              Mistake.OFF_BY_ONE,
              "Asked for 5 steps, you take "
                  + (5 + motion.extraSteps())
                  + ". Look where the loop starts and whether it stops at < or at <=."));
    }
    if (findings.isEmpty()) {
      requireRightElsewhere(code);
    }
    return findings;
  }

  private static Finding wrongRate(double for2, double for3) {
    String what;
    if (Motion.near(for2, for3)) {
      what =
          Motion.near(for2, 1)
              ? "You subtract the whole gradient; multiply it by rate."
              : String.format(
                  Locale.ROOT,
                  "You use the rate %.4g whatever is asked for; use the argument rate.",
                  for2);
    } else if (Motion.near(for2 / 0.2, for3 / 0.3)) {
      what =
          String.format(
              Locale.ROOT,
              "You move with %.4g times the rate asked for. grad(E) is the whole gradient, factors"
                  + " and mean included: multiply it by rate and by nothing else.",
              for2 / 0.2);
    } else {
      what =
          String.format(
              Locale.ROOT,
              "Asked for the rate 0.2 you move with %.4g, for 0.3 with %.4g.",
              for2,
              for3);
    }
    return new Finding(Mistake.WRONG_RATE, what);
  }

  /** What the bowl does not show: another function, and 0 steps. */
  private static void requireRightElsewhere(StudentCode code) {
    DMatrixRMaj widths = new DMatrixRMaj(2, 1, true, 1, 3);
    DMatrixRMaj start = new DMatrixRMaj(2, 1, true, 1, 1);
    UnaryOperator<Expr> valley = theta -> constant(widths).elementMult(theta.square()).elementSum();
    DMatrixRMaj theta = Motion.descend(code, valley, start, 0.1, 2);
    // Gradient 2 w theta: a step multiplies by 1 - 0.2 w, here by 0.8 and by 0.4.
    if (!Motion.near(theta.get(0), 0.64) || !Motion.near(theta.get(1), 0.16)) {
      throw Motion.other("On an E other than a round bowl your theta is wrong.");
    }
    if (!Motion.near(Motion.left(Motion.descend(code, Motion::bowl, Motion.START, 0.2, 0)), 1)) {
      throw new Finding.Stop(
          Mistake.OFF_BY_ONE, "For 0 steps theta0 must come back unchanged; you move it.");
    }
  }
}
