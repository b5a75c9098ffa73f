// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.constant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Marks question 1, the mean squared error: compares its values with those of likely mistakes. */
final class ErrorQuestion {
  /** A function that a student may have written instead, and what is wrong with it. */
  private record Instead(List<Finding> findings, ToDoubleFunction<Problem> value) {}

  private static final List<Instead> CANDIDATES =
      List.of(
          new Instead(List.of(), p -> mean(p.residual(-1), r -> r * r)),
          instead(
              Mistake.WRONG_SIGN,
              "You square x theta + y. The residual is x theta - y: prediction minus target.",
              p -> mean(p.residual(1), r -> r * r)),
          instead(
              Mistake.TRANSPOSED,
              "One side of your difference is a row (1 x m), the other a column (m x 1): then every"
                  + " target is subtracted from every prediction. Leave y a column.",
              ErrorQuestion::allPairs),
          instead(
              Mistake.NOT_SQUARED,
              "You take the mean of the residuals themselves, where errors up and down cancel:"
                  + " square them first.",
              p -> mean(p.residual(-1), r -> r)),
          instead(
              Mistake.NOT_SQUARED,
              "You take the mean of absolute values; here each residual is squared.",
              p -> mean(p.residual(-1), Math::abs)),
          instead(
              Mistake.NOT_SQUARED,
              "You take the root of the mean squared error; leave the root out.",
              p -> Math.sqrt(mean(p.residual(-1), r -> r * r))),
          instead(
              Mistake.NOT_SQUARED,
              "You take the mean first and square then: square each residual, then take the mean.",
              p -> Math.pow(mean(p.residual(-1), r -> r), 2)));

  private ErrorQuestion() {}

  /** What is wrong; nothing if it is right. */
  static List<Finding> mark(StudentCode code) {
    List<DMatrixRMaj> got;
    try {
      got = values(code, Problem.TALL);
    } catch (Finding.Stop stop) {
      if (stop.finding().mistake() == Mistake.WRONG_SHAPE && isTransposedOnSquares(code)) {
        throw new Finding.Stop(
            Mistake.TRANSPOSED,
            "You use x transposed: x has a row for each example, so predictions are x theta."
                + " What EJGrad says of it: "
                + stop.finding().advice());
      }
      throw stop;
    }
    for (Instead instead : CANDIDATES) {
      Optional<List<Finding>> ratio = explain(Problem.TALL, got, instead.value);
      if (ratio.isPresent()) {
        List<Finding> findings = new ArrayList<>(instead.findings);
        findings.addAll(ratio.get());
        return findings;
      }
    }
    return List.of(
        new Finding(
            Mistake.OTHER,
            "The values are wrong. Try one row by hand: for x = (1 2), y = 3 and theta = (0 0)' the"
                + " residual is -3 and E is 9."));
  }

  private static List<DMatrixRMaj> values(StudentCode code, List<Problem> problems) {
    List<DMatrixRMaj> values = new ArrayList<>();
    for (Problem original : problems) {
      Problem p = original.copy();
      UnaryOperator<Expr> e = code.call(() -> code.exercise().meanSquaredError(p.x(), p.y()));
      Expr value = code.call(() -> e.apply(constant(p.theta()).named("theta")));
      if (!value.shape().isScalar()) {
        throw new Finding.Stop(
            Mistake.WRONG_SHAPE,
            "E(theta) must be one number, 1x1; yours is "
                + value.shape()
                + " for x "
                + Shape.of(p.x())
                + ". Reduce over all rows at the end, by mean().");
      }
      DMatrixRMaj number = code.matrix(value::evaluate);
      p.requireSame(original);
      values.add(number);
    }
    return values;
  }

  private static boolean isTransposedOnSquares(StudentCode code) {
    try {
      List<DMatrixRMaj> got = values(code, Problem.SQUARE);
      return explain(Problem.SQUARE, got, p -> mean(p.transposed().residual(-1), r -> r * r))
          .isPresent();
    } catch (Finding.Stop alsoOnSquares) {
      return false;
    }
  }

  private static Optional<List<Finding>> explain(
      List<Problem> problems, List<DMatrixRMaj> got, ToDoubleFunction<Problem> value) {
    List<Ratios.Trial> trials = new ArrayList<>();
    for (int k = 0; k < got.size(); k++) {
      Problem p = problems.get(k);
      DMatrixRMaj right = new DMatrixRMaj(1, 1, true, value.applyAsDouble(p));
      trials.add(new Ratios.Trial(p, right, got.get(k)));
    }
    return Ratios.explain(trials);
  }

  private static Instead instead(Mistake mistake, String advice, ToDoubleFunction<Problem> value) {
    return new Instead(List.of(new Finding(mistake, advice)), value);
  }

  private static double mean(DMatrixRMaj residual, DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < residual.numRows; i++) {
      sum += f.applyAsDouble(residual.get(i));
    }
    return sum / residual.numRows;
  }

  /** The mean over i and j of (prediction_i - y_j)^2. */
  private static double allPairs(Problem p) {
    DMatrixRMaj predictions = CommonOps_DDRM.mult(p.x(), p.theta(), null);
    double sum = 0;
    for (int j = 0; j < p.rows(); j++) {
      double target = p.y().get(j);
      sum += mean(predictions, prediction -> (prediction - target) * (prediction - target));
    }
    return sum / p.rows();
  }
}
