// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Losses.meanSquaredError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionTest {
  /** The sizes of the tutorial, but for the rows of the larger two. */
  private static final Sweep TWO = Sweep.on(new Problem(500, 2));

  private static final Sweep SEVEN = Sweep.on(new Problem(2000, 7));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int command(String... arguments) {
    return new RegressionCommand(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run(arguments);
  }

  @Test
  void loss_byCurvature_isTheMeanOfSquaredResiduals() {
    Problem problem = new Problem(300, 4);
    Expr theta = constant(new DMatrixRMaj(4, 1, true, 0.3, -2, 0.7, 11));
    Expr x = constant(problem.data().features());
    Expr y = constant(problem.data().targets());
    double direct = meanSquaredError(x.mult(theta), y).evaluate().get(0);
    // Both are sums of 300 or so terms of one sign: a few roundings apart.
    assertEquals(direct, problem.loss(theta).evaluate().get(0), 1e-12 * direct);
  }

  @Test
  void curvatures_twoFeatures_areNearTheVariancesOfTheFeatures() {
    // The variance of U(-5, 5) is 25 / 3; the features' scales are 1 and 3, the curvatures twice
    // the mean squares. Of 100,000 rows these are within 2 % of it.
    double[] expected = {50.0 / 3, 150};
    double[] curvatures = new Problem(100_000, 2).curvatures();
    for (int k = 0; k < 2; k++) {
      assertEquals(expected[k], curvatures[k], 0.02 * expected[k]);
    }
  }

  @Test
  void gradientDescent_isTheLoopByHand() {
    Problem problem = TWO.problem();
    DMatrixRMaj x = problem.data().features();
    DMatrixRMaj y = problem.data().targets();
    double[] theta = new double[2];
    for (int step = 0; step < 5; step++) {
      double[] gradient = new double[2];
      for (int i = 0; i < x.numRows; i++) {
        double residual = x.get(i, 0) * theta[0] + x.get(i, 1) * theta[1] - y.get(i);
        for (int j = 0; j < 2; j++) {
          gradient[j] += 2 * residual * x.get(i, j) / x.numRows;
        }
      }
      for (int j = 0; j < 2; j++) {
        theta[j] -= 0.01 * gradient[j];
      }
    }
    DMatrixRMaj path = TWO.of(Method.GRADIENT_DESCENT).get(0).path();
    // Sums in another order: 500 terms of size up to 1e3 differ in the last digits.
    assertArrayEquals(theta, new double[] {path.get(0, 5), path.get(1, 5)}, 1e-11);
  }

  @Test
  void gradientDescent_belowTheBoundOfTheory_reachesLeastSquares() {
    assertTrue(2 / TWO.problem().curvatures()[1] > 0.01);
    Run run = TWO.of(Method.GRADIENT_DESCENT).get(0);
    // 1,000 steps shrink the slowest direction by (1 - 0.01 * 16)^1000, to nothing.
    assertEquals(TWO.problem().leastLoss(), run.finalLoss(), 1e-12);
    assertEquals("", run.ending());
  }

  @Test
  void gradientDescent_aboveTheBoundOfTheory_isRecordedAndTheSweepGoesOn() {
    assertTrue(2 / SEVEN.problem().curvatures()[1] < 0.001);
    List<Run> runs = SEVEN.of(Method.GRADIENT_DESCENT);
    for (int k = 0; k < 2; k++) {
      Run.Divergence divergence = runs.get(k).divergence().orElseThrow();
      // The steps that were taken and the start are in the curve.
      assertEquals(divergence.step(), runs.get(k).losses().length());
      assertTrue(divergence.origin().contains("square"), divergence.origin());
      assertTrue(runs.get(k).ending().startsWith("diverged at step " + divergence.step() + " in "));
    }
    assertFalse(runs.get(2).failed());
    assertEquals(21, SEVEN.rates().size());
    assertEquals(18, SEVEN.settings().size());
  }

  @Test
  void sweep_settings_areThoseOfTheirNames() {
    // Adam's defaults are in the sweep of rates, so weights of 0.9 and 0.9 are another run; but
    // momentum's 0.9 and RMSProp's 0.9 are there at the same rate: the same bits.
    assertEquals(TWO.best(Method.MOMENTUM).orElseThrow().losses(), TWO.gammas().get(2).losses());
    assertEquals(TWO.best(Method.RMSPROP).orElseThrow().losses(), TWO.squares().get(2).losses());
    assertEquals(9, TWO.betaPairs().stream().map(run -> run.losses().at(100)).distinct().count());
  }

  @Test
  void conclusions_acrossDimensions_areThoseOfTheTutorial() {
    // Plain descent must slow down as the scales spread; Adam must not.
    Run fast = TWO.best(Method.GRADIENT_DESCENT).orElseThrow();
    Run slow = SEVEN.best(Method.GRADIENT_DESCENT).orElseThrow();
    assertEquals(0.01, fast.rate());
    assertEquals(1e-4, slow.rate());
    OptionalInt fastSteps = fast.stepsToWithinTenth(TWO.problem());
    OptionalInt slowSteps = slow.stepsToWithinTenth(SEVEN.problem());
    assertTrue(10 * fastSteps.orElseThrow() < slowSteps.orElse(Descent.STEPS));
    assertEquals(0.01, TWO.best(Method.ADAM).orElseThrow().rate());
    assertEquals(0.01, SEVEN.best(Method.ADAM).orElseThrow().rate());

    List<String> said = ByDimension.sentences(List.of(TWO, SEVEN));
    assertTrue(
        said.get(1).startsWith("gradient descent is best at rate 0.01 (500x2), 0.0001 (2,000x7)"),
        said.get(1));
    assertTrue(said.get(7).startsWith("Adam is best at rate 0.01 on every size"), said.get(7));
  }

  @Test
  void command_smallSizes_printsTablesAndWritesOnePage(@TempDir Path folder) throws IOException {
    assertEquals(0, command("--sizes", "200x2,300x3", "--output", folder.toString()));
    String printed = out.toString(UTF_8);
    for (Method method : Method.values()) {
      assertEquals(
          3, printed.lines().filter(line -> line.startsWith(method.label() + "  ")).count());
    }
    assertTrue(printed.contains("By dimension"));
    assertEquals("", err.toString(UTF_8));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("regression.html")), files.toList());
    }
    String page = Files.readString(folder.resolve("regression.html"));
    assertTrue(page.contains("200x2: The way down"));
    assertFalse(page.contains("300x3: The way down"), "three features are no plane");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--size=3x2", "--sizes=5x2", "--sizes=500", "--sizes=500x0", "page"})
  void command_wrongOption_printsWhatIsAllowed(String argument) {
    assertEquals(2, command(argument));
    assertTrue(err.toString(UTF_8).contains("--sizes=ROWSxFEATURES"), err.toString(UTF_8));
    assertEquals("", out.toString(UTF_8));
  }
}
