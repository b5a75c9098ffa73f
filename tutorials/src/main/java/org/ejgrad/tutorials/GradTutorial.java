// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.input;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: {@code grad(E)} takes a function and gives back the function that returns its gradient.
 *
 * <p>E(x) = sum_i x_i^2 sin x_i. By hand, dE/dx_i = 2 x_i sin x_i + x_i^2 cos x_i. Prints both side
 * by side for four numbers, their largest difference (0, or a few 1e-16: the gradient is derived by
 * the same rules as by hand, not approximated), and the graph that E was turned into.
 */
public final class GradTutorial {
  private GradTutorial() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    // E takes an expression and returns one with a single element: nothing is computed here. EJGrad
    // calls E once, with a placeholder for x, to see which operations it is made of.
    UnaryOperator<Expr> e = x -> x.square().elementMult(x.sin()).elementSum();

    GradientFunction gradE = grad(e);

    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{-1}, {0}, {0.5}, {2}});
    DMatrixRMaj g = gradE.at(x); // in the shape of x: one slope for each element

    out.println("E(x) = sum of x_i^2 sin x_i");
    out.println();
    out.println("   x_i      by grad(E)         by hand");
    double largest = 0;
    for (int i = 0; i < x.numRows; i++) {
      double hand = derivativeByHand(x.get(i));
      out.printf(Locale.ROOT, "%6.2f  %14.10f  %14.10f%n", x.get(i), g.get(i), hand);
      largest = Math.max(largest, Math.abs(g.get(i) - hand));
    }
    out.printf(Locale.ROOT, "largest difference: %.0e%n", largest);
    out.println();
    out.println("E as a graph, a line for each operation:");
    out.print(e.apply(input("x", 4, 1)).text());
  }

  private static double derivativeByHand(double x) {
    return 2 * x * Math.sin(x) + x * x * Math.cos(x);
  }
}
