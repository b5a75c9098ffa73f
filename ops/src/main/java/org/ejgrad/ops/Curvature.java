// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Paths;

/** Derivatives along a direction, made of reverse rules only. */
final class Curvature {
  private Curvature() {}

  /**
   * The JVP as the VJP differentiated in its cotangent u: sum_k &lt;vjp_k(u), xDot_k&gt; is linear
   * in u, and its gradient in u is J xDot (Townsend 2017, "A new trick for calculating
   * Jacobian-vector products").
   */
  static Expr jvp(Expr y, List<Expr> wrt, List<Expr> tangents) {
    checkDirections("jvp", wrt, tangents);
    Expr u = Autograd.input("cotangent", y.rows(), y.cols());
    List<Expr> bars = Autograd.vjp(y, u, wrt, Gradients.Unreached.ERROR);
    Expr along = inner(bars, tangents);
    Expr yDot = Autograd.gradients(along, List.of(u), Gradients.Unreached.ZERO).get(0);
    List<Paths.Step> left = Paths.between(u, yDot);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "jvp: reverse rules must be linear in the cotangent, got one with "
              + left.get(0).op().label()
              + " of it. Leave out ops such as clipGradient.");
    }
    return yDot;
  }

  /** H v as the gradient of &lt;gradient, v&gt;, with v held fixed. */
  static List<Expr> hvp(Expr loss, List<Expr> wrt, List<Expr> v) {
    checkDirections("hvp", wrt, v);
    List<Expr> gradients = Autograd.gradients(loss, wrt);
    List<Expr> fixed = v.stream().map(Expr::stopGradient).toList();
    return Autograd.gradients(inner(gradients, fixed), wrt, Gradients.Unreached.ZERO);
  }

  /** J' H J v, with J of the output in wrt and H of the loss in the output. */
  static List<Expr> gaussNewton(Expr loss, Expr output, List<Expr> wrt, List<Expr> v) {
    Expr outputDot = jvp(output, wrt, v);
    List<Expr> curved = hvp(loss, List.of(output), List.of(outputDot));
    return Autograd.vjp(output, curved.get(0), wrt, Gradients.Unreached.ERROR);
  }

  private static Expr inner(List<Expr> a, List<Expr> b) {
    Expr sum = a.get(0).elementMult(b.get(0)).elementSum();
    for (int k = 1; k < a.size(); k++) {
      sum = sum.plus(a.get(k).elementMult(b.get(k)).elementSum());
    }
    return sum;
  }

  private static void checkDirections(String what, List<Expr> wrt, List<Expr> directions) {
    check(!wrt.isEmpty(), "%s: wrt must not be empty", what);
    check(
        directions.size() == wrt.size(),
        "%s: each of the %s targets needs a direction, got %s",
        what,
        wrt.size(),
        directions.size());
    for (int k = 0; k < wrt.size(); k++) {
      check(
          directions.get(k).shape().equals(wrt.get(k).shape()),
          "%s: a direction must have the shape of its target, got %s for %s",
          what,
          directions.get(k).node().describe(),
          wrt.get(k).node().describe());
    }
  }
}
