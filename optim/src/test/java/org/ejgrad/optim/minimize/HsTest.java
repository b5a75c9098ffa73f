// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The problems of Hock and Schittkowski, to their published values. */
class HsTest {
  @ParameterizedTest
  @EnumSource
  void augmentedLagrangian_onEachProblem_reachesThePublishedValue(HsProblem problem) {
    ConstrainedResult result =
        AugmentedLagrangian.withDefaults()
            .minimize(problem.objective(), problem.constraints(), problem.start());
    assertTrue(result.converged(), () -> problem + ": " + result);
    assertTrue(problem.isMinimum(result.value()), () -> problem + ": " + result);
  }

  /** There gradients are up to 1e10 times as steep as at the published starts. */
  @ParameterizedTest
  @ValueSource(doubles = {10, 100})
  void augmentedLagrangian_fromFarStarts_convergesToMinimaOnly(double factor) {
    int converged = 0;
    for (HsProblem problem : HsProblem.values()) {
      DMatrixRMaj start = problem.start().copy();
      for (int i = 0; i < start.getNumElements(); i++) {
        start.data[i] = problem.constraints().bounds().clip(i, factor * start.data[i]);
      }
      ConstrainedResult result =
          AugmentedLagrangian.withDefaults()
              .maxEvaluations(20_000)
              .minimize(problem.objective(), problem.constraints(), start);
      assertNotEquals(Reason.INFEASIBLE, result.reason(), problem::toString);
      if (result.converged()) {
        converged++;
        // Ten times the tolerances, since weights may be too small by 10.
        assertTrue(result.violation() <= 1e-7, () -> problem + ": " + result);
        assertTrue(result.gradientNorm() <= 1e-5, () -> problem + ": " + result);
      }
    }
    // From some the objective falls without end, or the constraint is e^(e^x).
    assertTrue(converged >= HsProblem.values().length - 3);
  }

  private static List<HsProblem> boxes() {
    return Arrays.stream(HsProblem.values()).filter(HsProblem::hasBoundsOnly).toList();
  }

  @ParameterizedTest
  @MethodSource("boxes")
  void lbfgsB_onBounds_reachesThePublishedValue(HsProblem problem) {
    Result result =
        Minimizers.lbfgsB(problem.constraints().bounds())
            .minimize(problem.objective(), problem.start());
    assertTrue(problem.isMinimum(result.value()), () -> problem + ": " + result);
  }
}
