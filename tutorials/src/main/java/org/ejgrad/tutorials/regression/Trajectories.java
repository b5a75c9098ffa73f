// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Line;
import org.ejgrad.tutorials.report.Panel;
import org.ejgrad.tutorials.report.PlanePlot;
import org.ejgrad.tutorials.report.PlanePlot.Field;
import org.ejgrad.tutorials.report.PlanePlot.PointGroup;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;

/** With two features theta is a point of the plane: the ways of all methods over the loss. */
final class Trajectories {
  private static final int NODES = 81;
  private static final int CONTOURS = 12;

  private Trajectories() {}

  /** Plain descent by batch size and momentum on one plot, the methods that scale on another. */
  static List<Panel> panels(Sweep sweep) {
    List<Run> plain = new ArrayList<>();
    List<Run> scaling = new ArrayList<>();
    for (Method method : Method.values()) {
      boolean scales = method.compareTo(Method.MOMENTUM) > 0;
      sweep.best(method).ifPresent(scales ? scaling::add : plain::add);
    }
    return List.of(
        panel(sweep.problem(), "The way down: batch sizes and momentum", plain),
        panel(sweep.problem(), "The way down: rates scaled by past gradients", scaling));
  }

  private static Panel panel(Problem problem, String title, List<Run> runs) {
    DMatrixRMaj best = problem.leastSquares();
    double[] low = {Math.min(0, best.get(0)), Math.min(0, best.get(1))};
    double[] high = {Math.max(0, best.get(0)), Math.max(0, best.get(1))};
    List<Line> paths = new ArrayList<>();
    for (Run run : runs) {
      Series[] path = new Series[2];
      for (int j = 0; j < 2; j++) {
        double[] theta = new double[run.losses().length()];
        for (int i = 0; i < theta.length; i++) {
          theta[i] = run.path().get(j, i);
          low[j] = Math.min(low[j], theta[i]);
          high[j] = Math.max(high[j], theta[i]);
        }
        path[j] = Series.of(theta);
      }
      paths.add(Line.of(run.name() + ", rate " + Wording.rate(run.rate()), path[0], path[1]));
    }
    // As wide as tall, so that one unit is as long both ways and the rings keep their shape.
    double half = 0.55 * Math.max(high[0] - low[0], high[1] - low[1]);
    double x = (low[0] + high[0]) / 2;
    double y = (low[1] + high[1]) / 2;
    Expr theta = input("theta", 2, 1);
    Expr loss = problem.loss(theta);
    Workspace at = compile(loss).workspace();
    Grid grid =
        Grid.sample(
            x - half,
            x + half,
            y - half,
            y + half,
            NODES,
            NODES,
            (a, b) -> at.set(theta, new DMatrixRMaj(2, 1, true, a, b)).run().scalar(loss));
    PointGroup answer =
        new PointGroup("least squares", Series.of(best.get(0)), Series.of(best.get(1)));
    return new PlanePlot(
        problem + ": " + title,
        "From theta = (0, 0), each method at its best rate; rings of equal loss.",
        "theta\u2081",
        "theta\u2082",
        Optional.of(Field.landscape(grid, CONTOURS)),
        List.of(answer),
        paths);
  }
}
