// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.graph.Subgraph;
import org.ejgrad.graph.Subgraph.Capture;

/**
 * Conditions and loops inside a graph. Each function is called once, to trace it. Derivatives flow
 * to the arguments and to what a function captures, constants too. What a function makes itself is
 * part of it, and no target outside.
 *
 * <pre>{@code
 * States states = scan((h, x) -> x.mult(w).plus(h.mult(u)).tanh(), start, sequence);
 * Expr loss = states.last().minus(target).square().mean();
 * }</pre>
 */
public final class Control {
  private Control() {}

  /**
   * The states of a loop.
   *
   * @param all the state after each step, row by row as one row: steps x (elements of the state)
   * @param last the state after the last step, in its shape; the first state if there is no step
   */
  public record States(Expr all, Expr last) {}

  /**
   * then(x) where the predicate is not 0 (NaN is not 0), otherwise otherwise(x). Of what the
   * branches compute themselves, only that of the branch taken is computed, as is its gradient; the
   * other contributes exactly 0, whatever it holds. No derivative flows to the predicate.
   *
   * <p>An expression that was made before, and that a branch captures, is an argument like x: it is
   * computed once, outside, for both branches and whoever else reads it, even if only the branch
   * not taken does. To have it computed for one branch only, write it in that branch.
   *
   * <pre>{@code
   * Expr gram = a.transpose().mult(a);                            // computed once, in any case
   * cond(p, v -> gram.solve(v), v -> v.scale(0.5), x)
   * cond(p, v -> a.transpose().mult(a).solve(v), v -> v.scale(0.5), x)   // only if p is not 0
   * }</pre>
   *
   * @param predicate 1 x 1
   * @throws ShapeMismatchException if the predicate is not 1x1, or the branches give different
   *     shapes
   */
  public static Expr cond(
      Expr predicate, UnaryOperator<Expr> then, UnaryOperator<Expr> otherwise, Expr x) {
    return condOfList(
        predicate,
        list -> then.apply(list.get(0)),
        list -> otherwise.apply(list.get(0)),
        List.of(x));
  }

  /** The same for functions of several expressions. */
  public static Expr condOfList(
      Expr predicate,
      Function<List<Expr>, Expr> then,
      Function<List<Expr>, Expr> otherwise,
      List<Expr> x) {
    if (!predicate.shape().isScalar()) {
      throw ShapeMismatchException.of(
          "cond", "the predicate must be 1x1", List.of("predicate"), List.of(predicate));
    }
    // Traced together, so that both have a slot for what either captured.
    Subgraph.Traced both =
        Subgraph.trace(
            slots -> {
              List<Expr> arguments = slots.stream().map(Expr::of).toList();
              Expr ifTrue = then.apply(arguments);
              Expr ifFalse = otherwise.apply(arguments);
              if (!ifTrue.shape().equals(ifFalse.shape())) {
                throw ShapeMismatchException.of(
                    "cond",
                    "both branches must give the same shape",
                    List.of("then", "otherwise"),
                    List.of(ifTrue, ifFalse));
              }
              return List.of(ifTrue.node(), ifFalse.node());
            },
            x.stream().map(Expr::shape).toList(),
            Capture.EARLIER);
    List<Node> slots = both.graph().slots();
    List<Node> results = both.graph().results();
    Branch branch =
        new Branch(
            new Subgraph(slots, results.subList(0, 1)), new Subgraph(slots, results.subList(1, 2)));
    List<Expr> inputs = new ArrayList<>(List.of(predicate));
    inputs.addAll(x);
    both.captured().forEach(node -> inputs.add(Expr.of(node)));
    return Expr.apply(branch, inputs.toArray(new Expr[0]));
  }

  /**
   * f(f(...f(x))), n times, as n copies in the graph.
   *
   * @param n at least 0; x itself for 0
   */
  public static Expr repeat(int n, UnaryOperator<Expr> f, Expr x) {
    check(n >= 0, "repeat: n must be >= 0, got %s", n);
    Expr y = x;
    for (int i = 0; i < n; i++) {
      y = f.apply(y);
    }
    return y;
  }

  /**
   * The states s_t = f(s_(t-1), row t) over the rows of a matrix, from a first state on. f is one
   * program, run for each row; what it computes from captured expressions alone is computed once.
   * The gradient keeps the states, and computes what f computes in between again.
   *
   * @param f from a state and a row (1 x d) to the next state, in the same shape
   * @param initial the first state, of any shape
   * @param rows steps x d
   * @throws ShapeMismatchException if f gives another shape than it takes
   */
  public static States scan(BinaryOperator<Expr> f, Expr initial, Expr rows) {
    return Scan.overRows(f, initial, rows).run(0);
  }

  /**
   * The same, whose gradient keeps every k-th state only and computes those between again: less
   * memory where only {@link States#last} is used, for one more pass over the rows.
   *
   * @param keepEvery k, at least 1; about the square root of the number of rows needs the least
   */
  public static States scan(BinaryOperator<Expr> f, Expr initial, Expr rows, int keepEvery) {
    checkKeepEvery(keepEvery);
    return Scan.overRows(f, initial, rows).run(keepEvery);
  }

  /**
   * The states s_t = f(s_(t-1)) of a fixed number of steps, like {@link #scan(BinaryOperator, Expr,
   * Expr)}.
   *
   * @param count number of steps, at least 0
   */
  public static States scan(int count, UnaryOperator<Expr> f, Expr initial) {
    return Scan.counted(count, f, initial).run(0);
  }

  /** The same, whose gradient keeps every k-th state only. */
  public static States scan(int count, UnaryOperator<Expr> f, Expr initial, int keepEvery) {
    checkKeepEvery(keepEvery);
    return Scan.counted(count, f, initial).run(keepEvery);
  }

  private static void checkKeepEvery(int keepEvery) {
    check(keepEvery >= 1, "scan: keepEvery must be >= 1, got %s", keepEvery);
  }

  /** A traced step with what it runs on. */
  private record Scan(
      Subgraph step, List<Expr> captured, Expr initial, List<Expr> tables, int steps) {
    static Scan overRows(BinaryOperator<Expr> f, Expr initial, Expr rows) {
      return of(list -> f.apply(list.get(0), list.get(1)), initial, List.of(rows), rows.rows());
    }

    static Scan counted(int count, UnaryOperator<Expr> f, Expr initial) {
      check(count >= 0, "scan: count must be >= 0, got %s", count);
      return of(list -> f.apply(list.get(0)), initial, List.of(), count);
    }

    private static Scan of(
        Function<List<Expr>, Expr> f, Expr initial, List<Expr> tables, int steps) {
      Shape state = initial.shape();
      List<Shape> shapes = new ArrayList<>(List.of(Shape.of(1, state.elements())));
      tables.forEach(table -> shapes.add(Shape.of(1, table.cols())));
      Subgraph.Traced traced =
          Subgraph.trace(
              slots -> {
                List<Expr> arguments = new ArrayList<>(slots.stream().map(Expr::of).toList());
                arguments.set(0, shaped(arguments.get(0), state));
                Expr next = f.apply(arguments);
                if (!next.shape().equals(state)) {
                  throw ShapeMismatchException.of(
                      "scan",
                      "a step must give the shape of the state",
                      List.of("state", "next"),
                      List.of(initial, next));
                }
                return List.of(row(next).node());
              },
              shapes,
              Capture.INVARIANTS);
      List<Expr> captured = traced.captured().stream().map(Expr::of).toList();
      return new Scan(traced.graph(), captured, initial, tables, steps);
    }

    /** In segments of so many steps; 0 for one of all. */
    States run(int segment) {
      if (steps == 0) {
        return new States(row(initial).extractMatrix(0, 0, 0, initial.shape().elements()), initial);
      }
      if ((long) steps * initial.shape().elements() > Integer.MAX_VALUE) {
        String rule = "the states of " + steps + " steps must be at most 2147483647 elements";
        throw ShapeMismatchException.of("scan", rule, List.of("state"), List.of(initial));
      }
      Expr state = row(initial);
      List<Expr> segments = new ArrayList<>();
      int length = segment == 0 ? steps : segment;
      for (int from = 0; from < steps; from += length) {
        Expr states = segment(state, from, Math.min(steps, from + length), segment > 0);
        state = states.extractMatrix(states.rows() - 1, states.rows(), 0, states.cols());
        segments.add(states);
      }
      Expr all =
          segments.size() == 1 ? segments.get(0) : Expr.concatRows(segments.toArray(new Expr[0]));
      return new States(all, shaped(state, initial.shape()));
    }

    private Expr segment(Expr state, int from, int to, boolean again) {
      List<Expr> inputs = new ArrayList<>(List.of(state));
      for (Expr table : tables) {
        inputs.add(
            from == 0 && to == steps ? table : table.extractMatrix(from, to, 0, table.cols()));
      }
      inputs.addAll(captured);
      Function<List<Expr>, Expr> loop =
          list ->
              Expr.apply(
                  new Loop(step, to - from, tables.size(), 0, false), list.toArray(new Expr[0]));
      return again ? Autograd.checkpointOfList(loop, inputs) : loop.apply(inputs);
    }

    private static Expr row(Expr state) {
      return shaped(state, Shape.of(1, state.shape().elements()));
    }

    private static Expr shaped(Expr x, Shape shape) {
      return x.shape().equals(shape) ? x : x.reshape(shape.rows(), shape.cols());
    }
  }
}
