// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random functions with loops, branches and checkpoints in each other, against the same functions
 * with every step written out: value, gradients, Hessian products, JVP and its gradients.
 */
class ControlAgainstUnrolledTest {
  private static final int SIDE = 3;
  private static final int GRAPHS = 100;

  /** The same terms in another order, of second derivatives through some ten functions. */
  private static final double ROUNDING = 1e-8;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void derivatives_ofControlFlow_areThoseOfTheUnrolledGraph(int kind) {
    for (int k = 0; k < GRAPHS; k++) {
      int seed = 1000 * kind + k;
      List<DMatrixRMaj> expected = derivatives(kind, seed, false);
      List<DMatrixRMaj> actual = derivatives(kind, seed, true);
      assertEquals(expected.size(), actual.size(), () -> "graph " + seed);
      for (int i = 0; i < expected.size(); i++) {
        same("graph " + seed + ", result " + i, expected.get(i), actual.get(i));
      }
    }
  }

  private static void same(String which, DMatrixRMaj expected, DMatrixRMaj actual) {
    double size = 1;
    for (int i = 0; i < expected.getNumElements(); i++) {
      size = Math.max(size, Math.abs(expected.data[i]));
    }
    for (int i = 0; i < expected.getNumElements(); i++) {
      assertEquals(expected.data[i], actual.data[i], ROUNDING * size, which);
    }
  }

  private static List<DMatrixRMaj> derivatives(int kind, int seed, boolean real) {
    CounterRandom numbers = CounterRandom.of(seed);
    Expr w = parameter("w", numbers.stream(1).normal(SIDE, SIDE, 0, 1));
    Expr b = parameter("b", numbers.stream(2).normal(1, SIDE, 0, 1));
    Expr start = parameter("start", numbers.stream(3).normal(1, SIDE, 0, 1));
    Expr rows = parameter("rows", numbers.stream(4).normal(4, SIDE, 0, 1));
    Expr square = b.square();
    Body body = new Body(List.of(w, b, square), real);
    Expr y =
        switch (kind) {
          case 1 -> overRows(body, seed, start, rows);
          case 2 -> body.repeated(3, seed, w.plus(start).plus(rows.extractMatrix(0, 3, 0, SIDE)));
          default -> body.step(seed, start.plus(rows), 3);
        };
    List<Expr> targets = List.of(w, b, start, rows, square);
    List<Expr> along = new ArrayList<>();
    for (Expr target : targets) {
      along.add(
          constant(numbers.stream(10 + along.size()).normal(target.rows(), target.cols(), 0, 1)));
    }
    Expr weights = constant(numbers.stream(20).normal(y.rows(), y.cols(), 0, 1));
    List<Expr> results = new ArrayList<>(List.of(y));
    List<Expr> slopes = gradients(y.dot(weights), targets, Gradients.Unreached.ZERO);
    results.addAll(slopes);
    Expr slope = slopes.get(0).dot(along.get(0));
    for (int k = 1; k < targets.size(); k++) {
      slope = slope.plus(slopes.get(k).dot(along.get(k)));
    }
    results.addAll(gradients(slope, targets, Gradients.Unreached.ZERO));
    // The rows reach every result.
    Expr moved = jvp(y, List.of(rows), List.of(along.get(3))).dot(weights);
    results.add(moved);
    results.addAll(gradients(moved, targets, Gradients.Unreached.ZERO));
    Workspace run = compile(results, Updates.NONE).workspace().run();
    return results.stream().map(result -> run.value(result).copy()).toList();
  }

  private static Expr overRows(Body body, int seed, Expr start, Expr rows) {
    if (body.real) {
      return Control.scan((s, row) -> body.step(seed, s.plus(row), 2), start, rows).all();
    }
    List<Expr> states = new ArrayList<>();
    Expr state = start;
    for (int t = 0; t < rows.rows(); t++) {
      state = body.step(seed, state.plus(rows.extractMatrix(t, t + 1, 0, SIDE)), 2);
      states.add(state);
    }
    return Expr.concatRows(states.toArray(new Expr[0]));
  }

  /**
   * Functions made of numbers.
   *
   * @param captured what they read besides their argument
   * @param real whether by loops, branches and checkpoints, or written out
   */
  private record Body(List<Expr> captured, boolean real) {
    /** A function of the argument in its shape. */
    Expr step(long seed, Expr argument, int depth) {
      CounterRandom numbers = CounterRandom.of(seed);
      List<Expr> made = new ArrayList<>(List.of(argument));
      made.addAll(captured);
      int next = 0;
      int count = 2 + numbers.intBelow(next++, 5);
      for (int k = 0; k < count; k++) {
        boolean ofArgument = numbers.intBelow(next++, 3) == 0;
        Expr first = ofArgument ? argument : made.get(numbers.intBelow(next++, made.size()));
        Expr second = made.get(numbers.intBelow(next++, made.size()));
        int what = numbers.intBelow(next++, depth > 0 ? 18 : 14);
        long inner = numbers.intBelow(next++, Integer.MAX_VALUE);
        Body inside = new Body(List.copyOf(made), real);
        made.add(
            (what < 14 ? plain(what, first, second) : inside.control(what, inner, first, depth - 1))
                .scale(0.8));
      }
      Expr last = made.get(made.size() - 1);
      Expr part =
          last.shape().equals(argument.shape())
              ? last
              : last.cols() == argument.cols()
                  ? last.meanCols().broadcast(argument.shape())
                  : last.mean().broadcast(argument.shape());
      return part.plus(argument.scale(0.4));
    }

    private static Expr plain(int what, Expr a, Expr b) {
      boolean fit = fit(a.shape(), b.shape());
      boolean isSquare = a.rows() == a.cols();
      return switch (what) {
        case 0 -> a.sin();
        case 1 -> a.tanh();
        case 2 -> fit ? a.elementMult(b) : a.cos();
        case 3 -> fit ? a.plus(b) : a.atan();
        case 4 -> a.cols() == b.rows() ? a.mult(b) : a.square().scale(0.3);
        case 5 -> a.stopGradient().plus(a);
        case 6 -> a.scale(0).plus(b.elementSum().scale(0.1));
        case 7 -> fit ? a.greaterThan(b).select(a, b.sin()) : a.abs();
        case 8 -> a.softmaxRows();
        case 9 -> a.maxRows().broadcast(a.shape()).plus(a);
        case 10 -> a.sumCols().broadcast(a.shape());
        case 11 -> a.normRows().broadcast(a.shape()).elementMult(a);
        case 12 ->
            isSquare
                ? a.tanh().scale(0.2).plus(constant(CommonOps_DDRM.diag(3, 3, 3))).invert()
                : a.square();
        default -> isSquare ? a.lowerTriangle(0) : a.scaleGradient(0.5);
      };
    }

    private Expr control(int what, long seed, Expr a, int depth) {
      UnaryOperator<Expr> f = q -> step(seed, q, depth);
      boolean first = seed % 2 == 0;
      return switch (what) {
        case 14 -> repeated(2, seed, a);
        case 15 -> real ? checkpoint(f, a) : f.apply(a);
        case 16 ->
            real
                ? Control.cond(
                    constant(first ? 1 : 0),
                    first ? f : Expr::elementLog,
                    first ? Expr::elementLog : f,
                    a)
                : f.apply(a);
        default -> real ? Control.scan(2, f, a, 1).last() : Control.repeat(2, f, a);
      };
    }

    Expr repeated(int steps, long seed, Expr a) {
      UnaryOperator<Expr> f = q -> step(seed, q, 0);
      return real ? Control.scan(steps, f, a).last() : Control.repeat(steps, f, a);
    }

    private static boolean fit(Shape a, Shape b) {
      return fit(a.rows(), b.rows()) && fit(a.cols(), b.cols());
    }

    private static boolean fit(int a, int b) {
      return a == b || a == 1 || b == 1;
    }
  }
}
