// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.perExampleGradients;
import static org.ejgrad.ops.Autograd.vjp;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Control.repeat;
import static org.ejgrad.ops.Control.scan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a function inside a graph captures may be a target, whether or not the graph outside
 * uses it too: the derivatives are those of the same function written without control flow.
 */
class CapturedTargetsTest {
  /** The same operations in another order: some ten roundings of numbers below 1e4. */
  private static final double ROUNDING = 1e-11;

  private static final Shape ROW = Shape.of(1, 3);

  private static final Expr YES = input("yes", 1, 1);

  /** What is captured and differentiated by. */
  private enum Target {
    CONSTANT(() -> constant(new double[][] {{0.5, -0.7, 1.2}})),
    NUMBER(() -> constant(0.8)),
    ZERO(() -> constant(0)),
    STRETCHED_CONSTANT(() -> constant(0.8).broadcast(ROW)),
    STRETCHED_PARAMETER(() -> parameter("c", new DMatrixRMaj(1, 1, true, 0.8)).broadcast(ROW)),
    OF_CONSTANTS(() -> constant(0.8).sin().plus(constant(new double[][] {{0.5, -0.7, 1.2}}))),
    OF_PARAMETER(() -> parameter("c", new DMatrixRMaj(1, 1, true, 0.8)).sin()),
    PARAMETER(() -> parameter("c", new DMatrixRMaj(1, 3, true, 0.5, -0.7, 1.2)));

    private final Supplier<Expr> made;

    Target(Supplier<Expr> made) {
      this.made = made;
    }
  }

  /** A function of x and c, with control flow and without. */
  private record Pair(Expr with, Expr without) {}

  private static Expr step(Expr s, Expr c) {
    return s.elementMult(c).plus(c).sin();
  }

  private static List<Pair> pairs(Expr x, Expr c) {
    Expr rows = constant(new double[][] {{2, 1, 0.5}, {-1, 0.3, 0.2}});
    Expr twoRows = step(step(x, c).plus(rows.extractMatrix(0, 1, 0, 3).elementMult(c)), c);
    return List.of(
        new Pair(cond(YES, v -> step(v, c), v -> v, x), step(x, c)),
        new Pair(cond(YES.minus(1), v -> v, v -> step(v, c), x), step(x, c)),
        new Pair(cond(YES.minus(1), v -> step(v, c), v -> v, x), x),
        new Pair(scan(3, s -> step(s, c), x).last(), repeat(3, s -> step(s, c), x)),
        new Pair(scan(3, s -> step(s, c), x, 2).last(), repeat(3, s -> step(s, c), x)),
        new Pair(
            scan((s, r) -> step(s, c).plus(r.elementMult(c)), x, rows).last(),
            twoRows.plus(rows.extractMatrix(1, 2, 0, 3).elementMult(c))),
        new Pair(
            scan(2, s -> cond(YES, v -> step(v, c), v -> v, s), x).last(),
            repeat(2, s -> step(s, c), x)),
        new Pair(
            cond(YES, v -> scan(2, s -> step(s, c), v).last(), v -> v, x),
            repeat(2, s -> step(s, c), x)),
        new Pair(checkpoint(v -> step(v, c), x), step(x, c)));
  }

  /** The value, derivatives of three orders, and those along a direction. */
  private static List<Expr> derivatives(Expr y, Expr c, Expr x) {
    Expr outside = y.plus(c.square());
    Expr loss = outside.elementSum();
    Expr first = gradients(loss, c).get(0);
    Expr inside = only(y.elementSum(), c);
    Expr second = gradients(first.sin().elementSum(), c).get(0);
    Expr third = gradients(second.sin().elementSum(), c).get(0);
    Expr tangent = constant(new double[][] {{0.3, -0.4, 0.9}}).sumTo(c.shape());
    Expr seed = constant(new double[][] {{0.2, 0.6, -0.5}});
    Expr bar = vjp(outside, seed, c).get(0);
    Expr alongSeed = only(bar.elementSum(), seed);
    Expr mixed = only(gradients(loss, x).get(0).square().elementSum(), c);
    Expr pushed = jvp(outside, List.of(c), List.of(tangent));
    Expr curved = hvp(loss, List.of(c), List.of(tangent)).get(0);
    return List.of(outside, first, inside, second, third, bar, alongSeed, mixed, pushed, curved);
  }

  /** The gradient, 0 where it does not depend on the target. */
  private static Expr only(Expr y, Expr target) {
    return gradients(y, List.of(target), Gradients.Unreached.ZERO).get(0);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void derivatives_areThoseOfTheFunctionWithoutControlFlow(Target target) {
    Expr c = target.made.get();
    Expr x = parameter("x", new DMatrixRMaj(1, 3, true, 1, 2, 3));
    List<Expr> with = new ArrayList<>();
    List<Expr> without = new ArrayList<>();
    for (Pair pair : pairs(x, c)) {
      with.addAll(derivatives(pair.with(), c, x));
      without.addAll(derivatives(pair.without(), c, x));
    }
    List<Expr> both = new ArrayList<>(with);
    both.addAll(without);
    Workspace run = compile(both, Updates.NONE).workspace().set(YES, 1).run();
    for (int k = 0; k < with.size(); k++) {
      DMatrixRMaj actual = run.value(with.get(k));
      DMatrixRMaj expected = run.value(without.get(k));
      for (int i = 0; i < expected.getNumElements(); i++) {
        double tolerance = ROUNDING * Math.max(1, Math.abs(expected.data[i]));
        String which = "function " + k / 10 + ", derivative " + k % 10;
        assertEquals(expected.data[i], actual.data[i], tolerance, which);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"CONSTANT", "PARAMETER"})
  void perExampleGradients_ofWhatAFunctionCaptures_areRefused(Target target) {
    Expr c = target.made.get();
    Expr x = input("x", 4, 3);
    Expr losses =
        x.elementMult(c).sumRows().plus(cond(YES, v -> v.mult(c.transpose()), Expr::sumRows, x));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> perExampleGradients(losses, c));
    assertTrue(refused.toString().contains("got cond of"), refused::toString);
  }
}
