// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
