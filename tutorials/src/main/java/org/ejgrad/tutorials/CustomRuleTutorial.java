// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;

import java.io.PrintStream;
import java.util.Locale;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Momentum;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.State;
import org.ejgrad.optim.UpdateRule;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: an update rule of your own is its formula. {@link Restarting} is a rule in full;
 * written once, it steps whole models and plain matrices, at any schedule, with clipping or
 * averages around it, in double and in float.
 *
 * <p>The rule is momentum that forgets its velocity v where it leads uphill, which is where v and
 * the gradient g point to different sides (O'Donoghue and Candes, Adaptive Restart for Accelerated
 * Gradient Schemes, 2015, section 3.2, on Polyak's momentum). Prints its path beside that of plain
 * momentum on (x^2 + 100 y^2) / 2 from (1, 1): momentum swings through the valley, and after 300
 * steps its value is near 1e-3; the rule stops each swing at the bottom and is below 1e-12.
 */
public final class CustomRuleTutorial {
  private static final double RATE = 0.005;
  private static final double GAMMA = 0.97;
  private static final int STEPS = 300;

  private CustomRuleTutorial() {}

  /**
   * v &lt;- alpha g if v'g &lt; 0, otherwise gamma v + alpha g; theta &lt;- theta - v.
   *
   * @param gamma weight of the past
   */
  record Restarting(double gamma) implements UpdateRule {
    @Override
    public Expr next(Expr theta, Expr gradient, State state) {
      Expr v = state.zeros("v"); // remembered from step to step, for each parameter
      Expr uphill = v.dot(gradient).lessThan(0);
      Expr kept = uphill.select(constant(0), v.scale(gamma));
      Expr vNext = state.update(v, kept.plus(state.timesRate(gradient)));
      return theta.minus(vNext);
    }
  }

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    print(out, "momentum", Optimizer.of(new Momentum(GAMMA), RATE));
    print(out, "restarting", Optimizer.of(new Restarting(GAMMA), RATE));

    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1, 1}});
    Optimizer.of(new Restarting(GAMMA), RATE)
        .onMatrices(theta)
        .step(new DMatrixRMaj(new double[][] {{1, 100}}));
    out.printf(
        Locale.ROOT,
        "one step from a gradient of one's own: %.3f, %.3f%n",
        theta.get(0),
        theta.get(1));
  }

  private static void print(PrintStream out, String name, Optimizer optimizer) {
    Expr theta = parameter("theta", new DMatrixRMaj(new double[][] {{1, 1}}));
    Expr curvatures = constant(new double[][] {{1, 100}});
    Expr loss = theta.square().elementMult(curvatures).elementSum().scale(0.5);
    Workspace step = compile(loss, optimizer.updates(loss, theta)).workspace();
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    out.printf(
        Locale.ROOT, "%s after %d steps: %.1e%n", name, optimizer.steps(), loss.evaluate().get(0));
  }
}
