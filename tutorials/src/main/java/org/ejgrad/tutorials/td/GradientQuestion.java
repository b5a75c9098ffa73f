// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Marks question 2, the gradient derived by hand. */
final class GradientQuestion {
  private static final Finding LIES =
      new Finding(
          Mistake.TRANSPOSED,
          "Your gradient lies as a row. It has the shape of theta, a column of n numbers, so that"
              + " it can be subtracted from theta.");

  private static final Finding PLUS =
      new Finding(
          Mistake.WRONG_SIGN,
          "Your residual is x theta + y. It is x theta - y: prediction minus target.");

  private GradientQuestion() {}

  /** What is wrong; nothing if it is right. */
  static List<Finding> mark(StudentCode code) {
    List<DMatrixRMaj> got;
    try {
      got = gradients(code, Problem.TALL);
    } catch (Finding.Stop stop) {
      if (stop.finding().mistake() == Mistake.WRONG_SHAPE) {
        throw transposedOnSquares(code, stop);
      }
      throw stop;
    }
    List<Finding> findings = new ArrayList<>();
    if (StudentCode.isRowInsteadOf(Problem.TALL.get(0).theta(), got.get(0))) {
      findings.add(LIES);
    }
    Optional<List<Finding>> ratio = explain(Problem.TALL, got, p -> right(p, -1));
    if (ratio.isEmpty()) {
      ratio = explain(Problem.TALL, got, p -> right(p, 1));
      if (ratio.isPresent()) {
        findings.add(PLUS);
      }
    }
    findings.addAll(
        ratio.orElse(
            List.of(
                new Finding(
                    Mistake.OTHER,
                    "The numbers are wrong. Try one row by hand: for x = (1 2), y = 3 and theta ="
                        + " (0 0)' the residual is -3 and the gradient (-6 -12)'."))));
    return findings;
  }

  private static List<DMatrixRMaj> gradients(StudentCode code, List<Problem> problems) {
    List<DMatrixRMaj> gradients = new ArrayList<>();
    for (Problem original : problems) {
      Problem p = original.copy();
      DMatrixRMaj gradient =
          code.matrix(() -> code.exercise().gradient(p.x(), p.y(), p.theta())).copy();
      p.requireSame(original);
      Shape expected = Shape.of(p.theta());
      if (!Shape.of(gradient).equals(expected)
          && !StudentCode.isRowInsteadOf(p.theta(), gradient)) {
        throw new Finding.Stop(
            Mistake.WRONG_SHAPE,
            "The gradient has the shape of theta, here "
                + expected
                + "; yours is "
                + Shape.of(gradient)
                + " for x "
                + Shape.of(p.x())
                + ". x' times a column of m residuals gives a column of n.");
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  /** The same stop, or a better one if the formula with x for x' explains what square data give. */
  private static Finding.Stop transposedOnSquares(StudentCode code, Finding.Stop stop) {
    try {
      List<DMatrixRMaj> got = gradients(code, Problem.SQUARE);
      Function<Problem, DMatrixRMaj> notTransposed = p -> right(p.transposed(), p.residual(-1));
      if (explain(Problem.SQUARE, got, notTransposed).isPresent()) {
        return new Finding.Stop(
            Mistake.TRANSPOSED,
            "You multiply the residuals by x where the formula has x', the transpose: use"
                + " multTransA. Java says of it: "
                + stop.finding().advice());
      }
      return stop;
    } catch (Finding.Stop alsoOnSquares) {
      return stop;
    }
  }

  private static Optional<List<Finding>> explain(
      List<Problem> problems, List<DMatrixRMaj> got, Function<Problem, DMatrixRMaj> right) {
    List<Ratios.Trial> trials = new ArrayList<>();
    for (int k = 0; k < got.size(); k++) {
      Problem p = problems.get(k);
      trials.add(new Ratios.Trial(p, right.apply(p), got.get(k)));
    }
    return Ratios.explain(trials);
  }

  private static DMatrixRMaj right(Problem p, int sign) {
    return right(p, p.residual(sign));
  }

  /** 2/m x' r. */
  private static DMatrixRMaj right(Problem p, DMatrixRMaj residual) {
    DMatrixRMaj gradient = new DMatrixRMaj(p.cols(), 1);
    CommonOps_DDRM.multTransA(2.0 / p.rows(), p.x(), residual, gradient);
    return gradient;
  }
}
