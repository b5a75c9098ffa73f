// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.GraphText;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.ExprOp;
import org.ejgrad.ops.GradientCheck;
import org.ejgrad.ops.GradientFunction;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The idea: an op of your own is one small record with four methods: name, shape, numbers, and
 * reverse rule. The op is {@link CumulativeSum}; read that file first.
 *
 * <p>Prints, in this order: the check of its rule to second order; what the check says of the same
 * op with a wrong rule; a fit through the op; the graph of the fit's loss and gradient, in which
 * the op stands forwards and, as its own reverse rule, backwards. The fit: a tank is filled at a
 * rate of a + b t litres an hour, t in half days, but one reads only the total in the tank, every
 * hour for half a day, with an error of 0.2 litres. Least squares through the running totals finds
 * a = 5 and b = 4 to a few percent.
 */
public final class CustomOpTutorial {
  private static final int HOURS = 12;
  private static final int STEPS = 4000;
  private static final double RATE = 0.01;

  private CustomOpTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    double error =
        GradientCheck.of(x -> CumulativeSum.of(x).square())
            .at(GradientCheck.normal(4, 3))
            .order(2)
            .verify();
    out.printf(Locale.ROOT, "cumulativeSum checked to second order: error %.0e%n", error);
    try {
      GradientCheck.of(x -> Expr.apply(new RuleForgotTheEnd(), x))
          .at(GradientCheck.normal(4, 3))
          .verify();
      throw new IllegalStateException("the checker must notice a wrong rule");
    } catch (AssertionError wrong) {
      out.println("with a wrong rule: " + wrong.getMessage());
    }

    DMatrixRMaj time = new DMatrixRMaj(HOURS, 2);
    DMatrixRMaj readings = new DMatrixRMaj(HOURS, 1);
    CounterRandom random = CounterRandom.of(5);
    double litres = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      double t = (double) hour / HOURS;
      litres += 5 + 4 * t;
      time.set(hour, 0, 1);
      time.set(hour, 1, t);
      readings.set(hour, 0, litres + 0.2 * random.gaussian(hour));
    }
    Expr hours = constant(time);
    Expr total = constant(readings);
    UnaryOperator<Expr> loss =
        theta -> CumulativeSum.of(hours.mult(theta)).minus(total).square().mean();
    GradientFunction gradient = grad(loss);
    DMatrixRMaj theta = new DMatrixRMaj(2, 1);
    for (int step = 0; step < STEPS; step++) {
      CommonOps_DDRM.addEquals(theta, -RATE, gradient.at(theta));
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "rate of filling: %.3f + %.3f t litres an hour (made with 5 + 4 t)%n",
        theta.get(0),
        theta.get(1));

    Expr symbol = input("theta", 2, 1);
    Expr value = loss.apply(symbol).named("loss");
    out.println();
    out.println("the loss and its gradient as a graph:");
    out.print(GraphText.of(List.of(value, gradients(value, symbol).get(0))));
  }

  /** The same op with a mistake in the rule: it sums cotangents from the top, not the end. */
  private record RuleForgotTheEnd() implements MatrixOp, ExprOp {
    @Override
    public String label() {
      return "ruleForgotTheEnd";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      new CumulativeSum(false).forward(x, y);
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(CumulativeSum.of(yBar));
    }
  }
}
