// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The problems of More, Garbow and Hillstrom, from their starts and ten times as far. */
class MghTest {
  /**
   * The minimizers, each with the runs that do not end at a published minimum but {@link
   * MghElsewhere}, most of them from ten times the start; MINPACK and SciPy have such runs too.
   * With a question mark, plain loops get there and vectors do not: thousands of steps in a valley.
   */
  private enum Solver {
    BFGS(Minimizers.bfgs(), "10 MEYER, 10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED"),
    LBFGS(Minimizers.lbfgs(), "10 MEYER, 10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED"),
    LBFGS_B(
        Minimizers.lbfgsB(Bounds.none()),
        "10 MEYER?, 10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED"),
    CG_PR(
        Minimizers.conjugateGradient(),
        "1 MEYER, 1 POWELL_BADLY_SCALED, 10 BOX_THREE, 10 BROYDEN_BANDED, 10 JENNRICH_SAMPSON,"
            + " 10 MEYER, 10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED"),
    CG_HZ(
        Minimizers.conjugateGradientHagerZhang(),
        "1 BROWN_BADLY_SCALED, 1 MEYER, 10 BROYDEN_BANDED, 10 JENNRICH_SAMPSON, 10 MEYER,"
            + " 10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED"),
    NEWTON_CG(
        Minimizers.newtonCg(),
        "10 BOX_THREE, 10 MEYER, 10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED"),
    STEIHAUG(
        Minimizers.steihaug(),
        "1 POWELL_BADLY_SCALED, 10 MEYER, 10 OSBORNE_ONE, 10 OSBORNE_TWO,"
            + " 10 POWELL_BADLY_SCALED, 10 TRIGONOMETRIC"),
    DOGLEG(
        Minimizers.dogleg(),
        "10 OSBORNE_ONE, 10 OSBORNE_TWO, 10 POWELL_BADLY_SCALED, 10 TRIGONOMETRIC"),
    LEVENBERG_MARQUARDT(
        Minimizers.levenbergMarquardt(),
        "10 BEALE, 10 BOX_THREE, 10 CHEBYQUAD, 10 JENNRICH_SAMPSON, 10 OSBORNE_TWO,"
            + " 10 TRIGONOMETRIC");

    private final Minimizer minimizer;
    private final List<String> elsewhere;

    Solver(Minimizer minimizer, String elsewhere) {
      this.minimizer = minimizer.maxIterations(5000);
      this.elsewhere = Arrays.asList(elsewhere.split(", "));
    }

    boolean solves(MghProblem problem, double factor) {
      return !elsewhere.contains((int) factor + " " + problem);
    }

    boolean isDecidedByRounding(MghProblem problem, double factor) {
      return elsewhere.contains((int) factor + " " + problem + "?");
    }
  }

  private static Stream<Arguments> runs() {
    return Stream.of(Solver.values())
        .flatMap(
            solver ->
                Stream.of(MghProblem.values())
                    .flatMap(
                        problem ->
                            DoubleStream.of(1, 10)
                                .mapToObj(factor -> Arguments.of(solver, problem, factor))));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void minimize_fromNearAndFar_reachesAPublishedMinimum(
      Solver solver, MghProblem problem, double factor) {
    Result result = solver.minimizer.minimize(problem.objective(), problem.start(factor));
    String seen = 2 * result.value() + ": " + result.message() + ", " + result.counts();
    if (solver.isDecidedByRounding(problem, factor)) {
      assertTrue(
          problem.isMinimum(result.value()) || MghElsewhere.isElsewhere(problem, result), seen);
    } else if (solver.solves(problem, factor)) {
      assertTrue(problem.isMinimum(result.value()), seen);
    } else {
      assertFalse(problem.isMinimum(result.value()), () -> "it is solved now: " + seen);
      assertTrue(MghElsewhere.isElsewhere(problem, result), seen);
    }
    assertTrue(result.value() <= result.history().get(0).value());
  }

  /** Short of its tolerance is nowhere, but where a problem has such an end. */
  @Test
  void isElsewhere_ofRunsCutShort_isFalse() {
    for (MghProblem problem : List.of(MghProblem.ROSENBROCK, MghProblem.TRIGONOMETRIC)) {
      Result result =
          Minimizers.bfgs().maxIterations(3).minimize(problem.objective(), problem.start(10));
      assertEquals(Reason.ITERATIONS, result.reason());
      assertFalse(MghElsewhere.isElsewhere(problem, result));
    }
  }

  /** Where residuals are small or J keeps its rank; the others need damping. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BIGGS_EXP6", "CHEBYQUAD", "FREUDENSTEIN_ROTH", "GULF", "JENNRICH_SAMPSON"})
  void gaussNewton_fromTheStart_reachesAPublishedMinimum(MghProblem problem) {
    Result result = Minimizers.gaussNewton().minimize(problem.objective(), problem.start(1));
    assertTrue(problem.isMinimum(result.value()), () -> 2 * result.value() + result.message());
  }

  @Test
  void problems_areAllOfThePaper() {
    assertEquals(35, MghProblem.values().length);
  }
}
