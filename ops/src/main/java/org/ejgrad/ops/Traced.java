// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;

/**
 * A 1x1 function of matrices, traced into a program of value and gradients once for each
 * combination of argument shapes; the programs last used are kept. Safe for several threads, one at
 * a time.
 */
final class Traced {
  /** A training run meets two shapes, full batches and a last short one; experiments a few more. */
  private static final int KEPT = 16;

  private final Function<List<Expr>, Expr> function;
  private final int arity;
  private final Map<List<Shape>, Trace> traces =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Shape>, Trace> eldest) {
          return size() > KEPT;
        }
      };

  /** The arguments, results and buffers of one program. */
  private record Trace(
      List<Expr> arguments, Expr value, List<Expr> gradients, Workspace workspace) {}

  Traced(Function<List<Expr>, Expr> function, int arity) {
    this.function = function;
    this.arity = arity;
  }

  /** The value and the gradient in each argument; all matrices are the caller's own. */
  synchronized ValueAndGradients at(List<DMatrixRMaj> arguments) {
    checkArgument(
        arguments.size() == arity,
        "at: the function takes %s matrices, got %s",
        arity,
        arguments.size());
    Trace trace = traces.computeIfAbsent(arguments.stream().map(Shape::of).toList(), this::trace);
    for (int k = 0; k < arity; k++) {
      trace.workspace.set(trace.arguments.get(k), arguments.get(k));
    }
    trace.workspace.run();
    return new ValueAndGradients(
        trace.workspace.scalar(trace.value),
        trace.gradients.stream().map(g -> trace.workspace.value(g).copy()).toList());
  }

  private Trace trace(List<Shape> shapes) {
    List<Expr> arguments = new ArrayList<>();
    for (int k = 0; k < shapes.size(); k++) {
      Shape shape = shapes.get(k);
      String name = shapes.size() == 1 ? "argument" : "argument" + (k + 1);
      arguments.add(Autograd.input(name, shape.rows(), shape.cols()));
    }
    Expr value = function.apply(arguments);
    Autograd.requireScalar("grad", value);
    List<Expr> gradients = Autograd.gradients(value, arguments, Gradients.Unreached.ERROR);
    List<Expr> results = new ArrayList<>(gradients);
    results.add(value);
    Workspace workspace = Program.compile(results, Updates.NONE).workspace();
    return new Trace(arguments, value, gradients, workspace);
  }

  /** What {@link #at} returns. */
  record ValueAndGradients(double value, List<DMatrixRMaj> gradients) {}
}
