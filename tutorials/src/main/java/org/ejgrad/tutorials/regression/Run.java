// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.util.Optional;
import java.util.OptionalInt;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;

/**
 * What one descent recorded.
 *
 * @param name the method, or the setting that a sweep varies
 * @param rate the learning rate
 * @param losses the loss on all rows after 0, 1, 2, ... steps
 * @param path theta after as many steps, a column each
 * @param divergence where the run ended, if a loss or a gradient became NaN or infinite
 * @param seconds wall time of the steps, without the judging in between
 */
record Run(
    String name,
    double rate,
    Series losses,
    DMatrixRMaj path,
    Optional<Divergence> divergence,
    double seconds) {

  /**
   * The step that did not happen.
   *
   * @param step from 1
   * @param op the first op of its program that was not finite
   * @param origin the same with operands, value, place and line
   */
  record Divergence(int step, String op, String origin) {}

  int steps() {
    return losses.length() - 1;
  }

  double finalLoss() {
    return losses.at(steps());
  }

  /** Whether it ended by divergence or above its start: a rate that is too large. */
  boolean failed() {
    return divergence.isPresent() || !(finalLoss() <= losses.at(0));
  }

  /** Why not to trust the final loss; empty for a run that descended. */
  String ending() {
    if (divergence.isPresent()) {
      Divergence where = divergence.get();
      return "diverged at step " + where.step() + " in " + where.op();
    }
    return failed()
        ? "grew from " + Wording.number(losses.at(0)) + " to " + Wording.number(finalLoss())
        : "";
  }

  /** Steps until the loss was first at most 1.1 times that of least squares. */
  OptionalInt stepsToWithinTenth(Problem problem) {
    return losses.firstBelow(1.1 * problem.leastLoss());
  }

  /** How far the final loss is above least squares, as a share of it. */
  double excess(Problem problem) {
    return finalLoss() / problem.leastLoss() - 1;
  }

  double microsPerStep() {
    return 1e6 * seconds / steps();
  }
}
