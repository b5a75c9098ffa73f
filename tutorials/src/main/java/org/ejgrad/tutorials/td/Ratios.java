// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Explains numbers that are proportional to the right ones: by a sign, a factor 2, and how often
 * and by what the sum was divided, in any combination, the same in every trial.
 */
final class Ratios {
  /** Rounding of any sensible formula is far below, and no two explanations are this close. */
  private static final double TOLERANCE = 1e-9;

  private static final List<Finding> SIGNS =
      List.of(
          new Finding(
              Mistake.WRONG_SIGN,
              "The sign is the opposite of the right one. Look for a minus that should not be there"
                  + " and, in a gradient, at the order in the residual, which is x theta - y."));

  private static final List<Finding> TWOS =
      List.of(
          new Finding(
              Mistake.FACTOR_TWO_MISSING,
              "The numbers lack a factor 2. E has no 1/2 in front on this sheet, and the derivative"
                  + " of r^2 is 2 r."),
          new Finding(
              Mistake.FACTOR_TWO_EXTRA,
              "The numbers have a factor 2 too many. Look for one that you wrote twice, or that"
                  + " does not belong there."));

  private static final List<Finding> COUNTS =
      List.of(
          new Finding(
              Mistake.MEAN_MISSING,
              "This is a sum over the m rows. Divide it by m, the number of rows (or take mean()"
                  + " instead of elementSum())."),
          new Finding(
              Mistake.MEAN_TWICE,
              "You divide by m, the number of rows, twice; mean() divides already."),
          new Finding(
              Mistake.MEAN_OVER_COLUMNS,
              "You divide by n, the number of columns of x. The mean goes over the m rows, one for"
                  + " each example: x.numRows."));

  private Ratios() {}

  /** The right numbers of a problem beside the student's, element by element in storage order. */
  record Trial(Problem problem, DMatrixRMaj right, DMatrixRMaj got) {}

  /** One combination: what it is made of, and the factor it amounts to. */
  private record Explanation(List<Finding> findings, int sign, double two, int count) {
    double factor(Problem problem) {
      double m = problem.rows();
      double byCount = List.of(1.0, m, 1 / m, m / problem.cols()).get(count);
      return sign * two * byCount;
    }
  }

  /** The fewest mistakes that explain all trials: none if all is right; empty if nothing does. */
  static Optional<List<Finding>> explain(List<Trial> trials) {
    return explanations().stream()
        .filter(e -> trials.stream().allMatch(t -> fits(t, e.factor(t.problem()))))
        .findFirst()
        .map(Explanation::findings);
  }

  private static List<Explanation> explanations() {
    List<Explanation> all = new ArrayList<>();
    for (int sign = 0; sign <= SIGNS.size(); sign++) {
      for (int two = 0; two <= TWOS.size(); two++) {
        for (int count = 0; count <= COUNTS.size(); count++) {
          List<Finding> findings = new ArrayList<>();
          add(findings, SIGNS, sign);
          add(findings, TWOS, two);
          add(findings, COUNTS, count);
          double factor = List.of(1.0, 0.5, 2.0).get(two);
          all.add(new Explanation(findings, sign == 0 ? 1 : -1, factor, count));
        }
      }
    }
    all.sort(Comparator.comparingInt(e -> e.findings().size()));
    return all;
  }

  private static void add(List<Finding> to, List<Finding> choices, int choice) {
    if (choice > 0) {
      to.add(choices.get(choice - 1));
    }
  }

  private static boolean fits(Trial trial, double factor) {
    if (trial.got().getNumElements() != trial.right().getNumElements()) {
      return false;
    }
    double largest = 0;
    double error = 0;
    for (int i = 0; i < trial.got().getNumElements(); i++) {
      double expected = factor * trial.right().get(i);
      largest = Math.max(largest, Math.abs(expected));
      error = Math.max(error, Math.abs(trial.got().get(i) - expected));
    }
    return error <= TOLERANCE * largest;
  }
}
