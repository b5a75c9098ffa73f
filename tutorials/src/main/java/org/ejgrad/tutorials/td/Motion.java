// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.constant;

import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What a descent does on a bowl, E = |theta - c|^2 / 4 with the gradient (theta - c) / 2. There
 * each right step multiplies theta - c by 1 - rate / 2, so that the shares of theta0 - c left after
 * 3, 4 and 5 steps tell everything: the ratio of two tells the rate that was used, its logarithm
 * the number of steps that were taken. A gradient computed once leaves 1 - k rate / 2 after k steps
 * instead, a straight line.
 *
 * @param rate the rate that was used; negative for an ascent
 * @param extraSteps how many steps more than asked for
 * @param stale whether the gradient at theta0 was used throughout
 */
record Motion(double rate, long extraSteps, boolean stale) {
  static final DMatrixRMaj START = new DMatrixRMaj(3, 1, true, 3, 1, -1);
  private static final DMatrixRMaj CENTRE = new DMatrixRMaj(3, 1, true, 1, -2, 0.5);
  private static final double SLOPE = 0.5;

  static Expr bowl(Expr theta) {
    return theta.minus(constant(CENTRE)).square().elementSum().scale(SLOPE / 2);
  }

  /**
   * Watches the descent that is asked for this rate.
   *
   * @throws Finding.Stop if it does not move, or not in the way of a descent
   */
  static Motion watch(StudentCode code, double rate) {
    double after3 = left(descend(code, Motion::bowl, START, rate, 3));
    double after4 = left(descend(code, Motion::bowl, START, rate, 4));
    double after5 = left(descend(code, Motion::bowl, START, rate, 5));
    if (near(after3, after4) && near(after4, after5)) {
      throw near(after3, 1)
          ? new Finding.Stop(
              Mistake.NO_UPDATE,
              "theta comes back as theta0. Is the new value stored in theta (addEquals changes its"
                  + " first argument), does the loop run, and do you return that theta?")
          : new Finding.Stop(
              Mistake.STEPS_IGNORED,
              "3, 4 and 5 steps end at the same theta. Is there a return inside the loop, or a"
                  + " fixed number for the steps?");
    }
    double slope = after4 - after3;
    double ratio = after4 / after3;
    boolean stale = near(after5 - after4, slope);
    if (!stale && !(ratio > 0 && near(after5 / after4, ratio))) {
      throw other("Your steps are not all of the form theta - rate * gradient with one rate.");
    }
    double taken = stale ? (after5 - 1) / slope : Math.log(after5) / Math.log(ratio);
    if (!(Math.abs(taken - Math.round(taken)) < 1e-6)) {
      throw other("Your first or last step is not like the others.");
    }
    double used = (stale ? -slope : 1 - ratio) / SLOPE;
    return new Motion(used, Math.round(taken) - 5, stale);
  }

  /** The share of theta0 - c that is left, the same for each element. */
  static double left(DMatrixRMaj theta) {
    double share = (theta.get(0) - CENTRE.get(0)) / (START.get(0) - CENTRE.get(0));
    for (int i = 1; i < 3; i++) {
      if (!near((theta.get(i) - CENTRE.get(i)) / (START.get(i) - CENTRE.get(i)), share)) {
        throw other("theta does not move along the gradient: its elements do different things.");
      }
    }
    return share;
  }

  /** Runs the student's descent, lays a row up as a column, and refuses any other shape. */
  static DMatrixRMaj descend(
      StudentCode code, UnaryOperator<Expr> e, DMatrixRMaj start, double rate, int steps) {
    DMatrixRMaj theta0 = start.copy();
    DMatrixRMaj theta = code.matrix(() -> code.exercise().descend(e, theta0, rate, steps)).copy();
    Problem.requireSame("theta0", theta0, start);
    if (StudentCode.isRowInsteadOf(start, theta)) {
      return CommonOps_DDRM.transpose(theta, null);
    }
    if (!Shape.of(theta).equals(Shape.of(start))) {
      throw new Finding.Stop(
          Mistake.WRONG_SHAPE,
          "theta has the shape of theta0, here "
              + Shape.of(start)
              + "; yours is "
              + Shape.of(theta)
              + ".");
    }
    return theta;
  }

  static Finding.Stop other(String what) {
    return new Finding.Stop(
        Mistake.OTHER,
        what
            + " Try one step by hand: for E = theta' theta / 2, theta0 = (2 4)' and rate 0.5 it"
            + " ends at (1 2)'.");
  }

  /** Within rounding; shares, rates and slopes are all near 1. */
  static boolean near(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  }
}
