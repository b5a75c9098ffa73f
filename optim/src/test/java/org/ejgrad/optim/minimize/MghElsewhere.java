// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where runs on the problems of More, Garbow and Hillstrom end that reach no published minimum. The
 * sums of squares are those that SciPy's runs in scipy_counts.csv end at too; a problem that is not
 * here has no such end.
 */
final class MghElsewhere {
  private MghElsewhere() {}

  /**
   * One such end.
   *
   * @param low the lowest sum of squares
   * @param high the highest
   * @param steepest the largest gradient
   * @param reasons why a run stops there
   */
  private record End(double low, double high, double steepest, Set<Reason> reasons) {
    boolean is(Result result) {
      double sum = 2 * result.value();
      return sum >= low
          && sum <= high
          && result.gradientNorm() <= steepest
          && reasons.contains(result.reason());
    }
  }

  private static final double ANY = Double.POSITIVE_INFINITY;

  /** By problem, with the sums where SciPy ends. */
  private static final Map<MghProblem, List<End>> ENDS =
      ImmutableMap.<MghProblem, List<End>>builder()
          // Other local minima.
          .put(MghProblem.TRIGONOMETRIC, List.of(minimum(4.21863e-5)))
          .put(MghProblem.OSBORNE_TWO, List.of(minimum(1.78981)))
          // Without a name elsewhere: the second, a minimum within 1e-6 of gradient.
          .put(
              MghProblem.BROYDEN_BANDED,
              List.of(minimum(3.05728), near(2.68022, 1e-6, Reason.STALLED)))
          // The second where all exponentials vanish: the sum of (2 + 2 i)^2.
          .put(MghProblem.JENNRICH_SAMPSON, List.of(minimum(259.580), minimum(2020)))
          // Along a valley to infinity; the first is its end, the last where it is flat.
          .put(
              MghProblem.BOX_THREE,
              List.of(
                  minimum(0.0755887),
                  new End(0.07556, 0.07558, 1e-5, EnumSet.of(Reason.ITERATIONS)),
                  flat(1e-9, Reason.GRADIENT_SMALL)))
          .put(MghProblem.BEALE, List.of(near(0.452009, 0.1, Reason.NO_DECREASE)))
          // Along a curve near zero.
          .put(MghProblem.POWELL_BADLY_SCALED, List.of(flat(1e-8, Reason.GRADIENT_SMALL)))
          .put(MghProblem.BROWN_BADLY_SCALED, List.of(flat(1e-8, Reason.STALLED)))
          // Curvatures 1e13 apart and more: no end within the iterations or rounding.
          .put(
              MghProblem.MEYER,
              List.of(above(88, Reason.ITERATIONS, Reason.NO_DECREASE, Reason.STALLED)))
          .put(
              MghProblem.OSBORNE_ONE,
              List.of(above(0.0467, Reason.ITERATIONS, Reason.NO_DECREASE, Reason.STALLED)))
          .put(MghProblem.CHEBYQUAD, List.of(above(1e4, Reason.ITERATIONS)))
          .buildOrThrow();

  private static End minimum(double sum) {
    return near(sum, 1e-8, Reason.GRADIENT_SMALL);
  }

  /** To the six digits that SciPy's sums are written with. */
  private static End near(double sum, double steepest, Reason reason) {
    return new End(sum * (1 - 1e-5), sum * (1 + 1e-5), steepest, EnumSet.of(reason));
  }

  private static End flat(double high, Reason reason) {
    return new End(0, high, 1e-4, EnumSet.of(reason));
  }

  private static End above(double low, Reason... reasons) {
    return new End(low, ANY, ANY, EnumSet.copyOf(Arrays.asList(reasons)));
  }

  /** Whether a run ended where its problem is known to let runs end. */
  static boolean isElsewhere(MghProblem problem, Result result) {
    return ENDS.getOrDefault(problem, List.of()).stream().anyMatch(end -> end.is(result));
  }
}
