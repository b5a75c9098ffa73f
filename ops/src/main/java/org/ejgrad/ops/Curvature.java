// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Arguments;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Paths;
import org.ejgrad.graph.Replacement;

/** Derivatives along a direction, made of reverse rules only. */
final class Curvature {
  private Curvature() {}

  /** The JVP; see {@link #linearJvp}. */
  static Expr jvp(Expr y, List<Expr> wrt, List<Expr> tangents) {
    checkDirections("jvp", wrt, tangents);
    return linearJvp(y, wrt, tangents, Gradients.Unreached.ERROR)
        .orElseThrow(() -> notLinear(y, wrt));
  }

  /**
   * The JVP as the VJP differentiated in its cotangent u: sum_k &lt;vjp_k(u), xDot_k&gt; is linear
   * in u, and its gradient in u is J xDot (Townsend 2017, "A new trick for calculating
   * Jacobian-vector products"). Absent if a reverse rule is not linear in u: the gradient is then
   * computed with u, or u takes {@linkplain Linearity steps or sums}.
   */
  static Optional<Expr> linearJvp(
      Expr y, List<Expr> wrt, List<Expr> tangents, Gradients.Unreached unreached) {
    Expr u = Autograd.input("cotangent", y.rows(), y.cols());
    List<Expr> bars = Autograd.vjp(y, u, wrt, unreached);
    Expr yDot = inCotangent(bars, u, tangents);
    if (!isLinear(u, bars, yDot)) {
      return Optional.empty();
    }
    // No number of u is computed with, so that any will do; not NaN, which loops multiply by 0.
    Expr asked = AskedVectors.forEvery(u, yDot);
    Expr any = Autograd.constant(1).broadcast(u.shape());
    return Optional.of(Expr.of(Replacement.in(List.of(asked), List.of(u), List.of(any)).get(0)));
  }

  private static Expr inCotangent(List<Expr> bars, Expr u, List<Expr> tangents) {
    return Autograd.gradients(inner(bars, tangents), List.of(u), Gradients.Unreached.ZERO).get(0);
  }

  /** Names the first op on the way whose rule alone is not linear, or does not show that it is. */
  private static IllegalArgumentException notLinear(Expr y, List<Expr> wrt) {
    Optional<Paths.Step> ignores = Optional.empty();
    for (Expr x : wrt) {
      for (Paths.Step step : Paths.differentiableBetween(x, y)) {
        Expr u =
            Autograd.input("cotangent", step.user().shape().rows(), step.user().shape().cols());
        List<Expr> bars = step.op().vjp(step.user(), u.node()).stream().map(Expr::of).toList();
        List<Expr> tangents =
            bars.stream().map(bar -> Autograd.input("tangent", bar.rows(), bar.cols())).toList();
        if (!isLinear(u, bars, inCotangent(bars, u, tangents))) {
          return refused(step, "is not. Leave it out, or use vjp.");
        }
        if (ignores.isEmpty() && Linearity.isLeftOut(List.of(u.node()), bars)) {
          ignores = Optional.of(step);
        }
      }
    }
    String zeros = "leaves it out. For zeros return yBar.scale(0), or use vjp.";
    return ignores
        .map(step -> refused(step, zeros))
        .orElseGet(() -> refused("an op on the way, which is not. Leave it out, or use vjp."));
  }

  private static IllegalArgumentException refused(Paths.Step step, String remedy) {
    String line = step.user().line().map(at -> " (" + at + ")").orElse("");
    return refused(
        step.op().label() + " of " + step.taken().describe() + line + ", which " + remedy);
  }

  private static IllegalArgumentException refused(String op) {
    return Arguments.refused(
        "jvp: reverse rules must be linear in the cotangent, got that of " + op);
  }

  /** A derivative that u is not in says nothing of steps and of what is added. */
  private static boolean isLinear(Expr u, List<Expr> bars, Expr yDot) {
    List<Node> from = List.of(u.node());
    return !Paths.computes(u, yDot)
        && !Linearity.isBroken(from, bars)
        && !Linearity.isApart(from, bars);
  }

  /** H v as the gradient of &lt;gradient, v&gt;, with v held fixed. */
  static List<Expr> hvp(Expr loss, List<Expr> wrt, List<Expr> v) {
    checkDirections("hvp", wrt, v);
    return alongFixed(loss, wrt, v.stream().map(Expr::stopGradient).toList());
  }

  private static List<Expr> alongFixed(Expr loss, List<Expr> wrt, List<Expr> fixed) {
    List<Expr> gradients = Autograd.gradients(loss, wrt);
    return Autograd.gradients(inner(gradients, fixed), wrt, Gradients.Unreached.ZERO);
  }

  /**
   * J' H J v, with J of the output in wrt and H of the loss in the output. J v is held fixed while
   * H of the output is taken, but is a function of wrt in the product: only v is a constant of it.
   */
  static List<Expr> gaussNewton(Expr loss, Expr output, List<Expr> wrt, List<Expr> v) {
    checkDirections("gaussNewtonProduct", wrt, v);
    List<Expr> fixed = v.stream().map(Expr::stopGradient).toList();
    Expr outputDot = jvp(output, wrt, fixed);
    Expr held = Autograd.input("outputDirection", output.rows(), output.cols());
    Expr curved = alongFixed(loss, List.of(output), List.of(held)).get(0);
    Node product = Replacement.in(List.of(curved), List.of(held), List.of(outputDot)).get(0);
    return Autograd.vjp(output, Expr.of(product), wrt, Gradients.Unreached.ERROR);
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
