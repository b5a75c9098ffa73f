// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Series;

/**
 * Stands in for training: curves from formulas, the same on every call. The first optimizer never
 * gets below the threshold at rates of 0.001; the second diverges at rates of 0.1 in every network
 * whose first layer is 8 wide, at step 37.
 */
final class SyntheticRunner implements CellRunner, PointSource {
  static final int DIVERGING_STEP = 37;
  static final String DIVERGING_OPERATION = "elementExp of (h1 * w2 + b2)";
  private static final double[] SPEED = {0.15, 0.5, 0.12, 0.8, 1.5, 2.5};

  @Override
  public CellResult run(CellKey key, StudySettings settings) {
    int position = settings.optimizers().indexOf(key.optimizer());
    boolean diverges =
        position == 1 && key.learningRate() == 0.1 && key.network().hidden().get(0) == 8;
    int steps = diverges ? DIVERGING_STEP - 1 : settings.iterations();
    double speed = SPEED[position % SPEED.length] * Math.sqrt(key.learningRate() / 0.1) * 0.004;
    SplittableRandom noise =
        new SplittableRandom(Objects.hash(key.n(), key.learningRate(), position));
    double[] loss = new double[steps];
    double[] accuracy = new double[steps];
    for (int i = 0; i < steps; i++) {
      double progress = 1 / (1 + Math.exp(6 - 6 * speed * i));
      double wobble = 1 + 0.15 * position * key.learningRate() * noise.nextDouble(-1, 1);
      double floor = position == 0 && key.learningRate() == 0.001 ? 0.02 : 0.0004 * (1 + position);
      double fall = Math.exp(-speed * Math.max(0, i - 1 / speed));
      loss[i] = diverges ? 0.7 * Math.exp(i * i * 0.4) : wobble * (0.69 * fall + floor);
      accuracy[i] = Math.round(key.n() * Math.min(1, 0.5 + 0.5 * progress)) / (double) key.n();
    }
    double radius = diverges ? 2 : 0.65 + 0.8 * loss[steps - 1];
    Grid boundary =
        Grid.sample(
            -CellResult.BOUNDARY_EDGE,
            CellResult.BOUNDARY_EDGE,
            -CellResult.BOUNDARY_EDGE,
            CellResult.BOUNDARY_EDGE,
            CellResult.BOUNDARY_NODES,
            CellResult.BOUNDARY_NODES,
            (x, y) -> 1 / (1 + Math.exp(8 * (Math.hypot(x, y + 0.1 * x * x) - radius))));
    NamedMatrix weights =
        new NamedMatrix("w1", 2, 2, Series.of(0.1, -1.0 / 3, Double.MIN_VALUE, -0.0));
    return CellResult.of(
        key,
        settings,
        Series.of(loss),
        Series.of(accuracy),
        0.001 * key.work() / 100,
        diverges
            ? Optional.of(new Divergence(DIVERGING_STEP, DIVERGING_OPERATION))
            : Optional.empty(),
        List.of(weights),
        boundary);
  }

  @Override
  public PointSet points(int n, StudySettings settings) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    double[] x = new double[n];
    double[] y = new double[n];
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      double angle = random.nextDouble(2 * Math.PI);
      double radius = labels[i] == 1 ? 0.3 : 1;
      x[i] = radius * Math.cos(angle) + random.nextDouble(-0.2, 0.2);
      y[i] = radius * Math.sin(angle) + random.nextDouble(-0.2, 0.2);
    }
    return new PointSet(n, Series.of(x), Series.of(y), Series.of(labels));
  }

  /** Runs a whole study of these settings. */
  static StudyResult study(StudySettings settings) {
    SyntheticRunner runner = new SyntheticRunner();
    return new Study(settings, runner, runner).run(2, (result, done, total, work) -> {});
  }

  /** Two sizes, two networks, two rates, three optimizers, 400 iterations: 24 cells. */
  static StudySettings small() {
    return new StudySettings(
        List.of(100, 1_000),
        List.of(HiddenLayers.of(4, 4, 4), HiddenLayers.of(8, 8, 8)),
        List.of(0.1, 0.001),
        List.of("gradient descent", "momentum", "Adam"),
        400,
        7,
        0.01);
  }
}
