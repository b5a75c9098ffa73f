// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.column;
import static org.ejgrad.optim.minimize.Columns.point;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Constrained minimizations that are stopped and go on. */
class ConstrainedResumeTest {
  private static final AugmentedLagrangian METHOD = AugmentedLagrangian.withDefaults();
  private static final Objective ROSENBROCK = MghProblem.ROSENBROCK.objective();

  /** An equality, an inequality and a bound, all of them active in the end or on the way. */
  private static final Constraints MIXED =
      Constraints.none()
          .equalToZero(x -> x.square().elementSum().minus(2))
          .notNegative(x -> column(at(x, 1).negative(), at(x, 2).plus(1)))
          .within(Bounds.box(Shape.of(2, 1), -1.3, 4));

  private record Problem(Objective objective, Constraints constraints, DMatrixRMaj start) {
    ConstrainedResult with(AugmentedLagrangian method) {
      return method.minimize(objective, constraints, start);
    }

    ConstrainedResult with(AugmentedLagrangian method, SavedState state) {
      return method.resume(objective, constraints, state);
    }
  }

  private static List<Problem> problems() {
    // The third begins without a minimum, with a penalty that is too small; the last so steep that
    // it begins anew, with larger weights.
    return List.of(
        new Problem(ROSENBROCK, MIXED, point(-1.2, 1)),
        new Problem(
            HsProblem.HS71.objective(), HsProblem.HS71.constraints(), HsProblem.HS71.start()),
        new Problem(
            Objective.of(x -> x.square().elementSum().scale(-30)),
            Constraints.none().equalToZero(x -> x.minus(1)),
            point(1.5)),
        new Problem(
            Objective.of(x -> x.plus(1).square().elementSum()),
            Constraints.none().notNegative(x -> x.elementExp().minus(2)),
            point(30)));
  }

  private static void assertSame(ConstrainedResult whole, ConstrainedResult rest) {
    assertArrayEquals(whole.point().data, rest.point().data);
    assertEquals(whole.value(), rest.value());
    assertEquals(whole.violation(), rest.violation());
    assertEquals(whole.gradientNorm(), rest.gradientNorm());
    assertArrayEquals(whole.equalityMultipliers().data, rest.equalityMultipliers().data);
    assertArrayEquals(whole.inequalityMultipliers().data, rest.inequalityMultipliers().data);
    assertEquals(whole.penalty(), rest.penalty());
    assertEquals(whole.counts(), rest.counts());
    assertEquals(whole.reason(), rest.reason());
    assertEquals(whole.message(), rest.message());
    assertEquals(whole.state().iterations(), rest.state().iterations());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void resume_afterAnyIteration_givesTheBitsOfAnUninterruptedRun(Problem problem) {
    ConstrainedResult whole = problem.with(METHOD);
    assertTrue(whole.converged(), whole.message());
    assertTrue(whole.inner().size() > 2);
    for (long stop = 1; stop < whole.state().iterations(); stop++) {
      ConstrainedResult part = problem.with(METHOD.maxIterations(stop));
      assertEquals(Reason.ITERATIONS, part.reason());
      assertEquals(stop, part.state().iterations());
      assertSame(whole, problem.with(METHOD, part.state()));
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void resume_againAndAgain_givesTheBitsOfAnUninterruptedRun(Problem problem) {
    ConstrainedResult whole = problem.with(METHOD);
    ConstrainedResult part = problem.with(METHOD.maxIterations(1));
    for (long stop = 2; part.reason() == Reason.ITERATIONS; stop++) {
      // Nothing is left of the limit: the same state again.
      part = problem.with(METHOD.maxIterations(stop - 1), part.state());
      part = problem.with(METHOD.maxIterations(stop), part.state());
    }
    assertSame(whole, part);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void resume_afterOtherLimits_givesTheBitsOfAnUninterruptedRun(Problem problem) {
    ConstrainedResult whole = problem.with(METHOD);
    for (int stop = 1; stop < whole.inner().size(); stop++) {
      ConstrainedResult part = problem.with(METHOD.maxMinimizations(stop));
      assertEquals(stop, part.inner().size());
      assertSame(whole, problem.with(METHOD, part.state()));
    }
    for (long stop = 2; stop < whole.counts().values(); stop++) {
      ConstrainedResult part = problem.with(METHOD.maxEvaluations(stop));
      // The last line search is finished, and may be the last of all.
      if (!part.converged()) {
        assertSame(whole, problem.with(METHOD, part.state()));
      }
    }
    ConstrainedResult stopped =
        problem.with(METHOD.callback((iterate, at) -> Optional.of("at once")));
    assertEquals(Reason.CALLBACK, stopped.reason());
    assertEquals(1, stopped.state().iterations());
    assertSame(whole, problem.with(METHOD, stopped.state()));
  }

  @Test
  void resume_ofARunThatConverged_hasNothingToDoUnlessMoreIsAskedFor() {
    ConstrainedResult whole = METHOD.minimize(ROSENBROCK, MIXED, point(-1.2, 1));
    ConstrainedResult again = METHOD.resume(ROSENBROCK, MIXED, whole.state());
    assertTrue(again.converged());
    assertEquals(0, again.inner().size());
    assertEquals(whole.counts(), again.counts());
    assertArrayEquals(whole.point().data, again.point().data);
    ConstrainedResult finer =
        METHOD.tolerance(1e-12).gradientTolerance(1e-9).resume(ROSENBROCK, MIXED, whole.state());
    assertTrue(finer.converged(), finer.message());
    assertTrue(finer.counts().values() > whole.counts().values());
  }

  @Test
  void resume_ofWhatDoesNotFit_isRefused() {
    SavedState between =
        METHOD.maxMinimizations(1).minimize(ROSENBROCK, MIXED, point(-1.2, 1)).state();
    SavedState within = METHOD.maxIterations(3).minimize(ROSENBROCK, MIXED, point(-1.2, 1)).state();
    SavedState ofBfgs =
        Minimizers.bfgs().maxIterations(2).minimize(ROSENBROCK, point(-1.2, 1)).state();
    assertRefused(
        "must be of augmentedLagrangian within bounds of 2x1 [-1.3, -1.3] to [4.0, 4.0], is of",
        ROSENBROCK,
        MIXED,
        ofBfgs);
    assertThrows(
        IllegalArgumentException.class, () -> Minimizers.bfgs().resume(ROSENBROCK, within));
    Objective twice = Objective.of(x -> ROSENBROCK.value(x).scale(2));
    Bounds bounds = MIXED.bounds();
    Constraints otherValue =
        Constraints.none()
            .equalToZero(x -> x.square().elementSum().minus(3))
            .notNegative(x -> column(at(x, 1).negative(), at(x, 2).plus(1)))
            .within(bounds);
    Constraints fewer =
        Constraints.none()
            .equalToZero(x -> x.square().elementSum().minus(2))
            .notNegative(x -> at(x, 1).negative())
            .within(bounds);
    Constraints none = Constraints.none().within(bounds);
    for (SavedState state : List.of(between, within)) {
      assertRefused("must be of this objective", twice, MIXED, state);
      assertRefused("must be of this objective", ROSENBROCK, otherValue, state);
      assertRefused("'inequality weights' of the state must be 1x1", ROSENBROCK, fewer, state);
      assertRefused("'equality weights' of the state must be 0x0", ROSENBROCK, none, state);
      assertRefused("is of", ROSENBROCK, MIXED.within(Bounds.none()), state);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "violation, -1",
    "violation, NaN",
    "gradient norm, -1",
    "gradient norm, NaN",
    "penalty, 0",
    "penalty, NaN",
    "next tolerance, -1",
    "next tolerance, NaN",
    "stuck, NaN",
    "minimizations, -1",
    "minimizations, NaN",
    "objective weight, -1",
    "equality weights, -1",
    "equality weights, NaN",
    "minimization iterations, -1",
    "minimization counts, NaN",
    "minimization: unchanged, -1",
    "minimization: s0, NaN"
  })
  void resume_withNumbersThatNoRunWrites_namesThem(String name, double bad) {
    SavedState state = METHOD.maxIterations(3).minimize(ROSENBROCK, MIXED, point(-1.2, 1)).state();
    Map<String, DMatrixRMaj> matrices = new LinkedHashMap<>(state.matrices());
    DMatrixRMaj spoiled = Objects.requireNonNull(matrices.get(name), name).copy();
    spoiled.set(0, bad);
    matrices.put(name, spoiled);
    String own = name.replace("minimization: ", "");
    assertRefused(
        "'" + own + "' of the state must be",
        ROSENBROCK,
        MIXED,
        new SavedState(state.method(), state.iterations(), state.counts(), matrices));
  }

  private static void assertRefused(
      String part, Objective objective, Constraints constraints, SavedState state) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> METHOD.resume(objective, constraints, state))
                .getMessage());
    assertTrue(message.contains(part), message);
  }
}
