// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Arguments;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;

/**
 * A function of matrices, traced into a program once for each combination of argument shapes; the
 * programs last used are kept. Safe for several threads, one at a time.
 */
final class Traced {
  /** Any number of arguments. */
  static final int ANY = -1;

  private final UnaryOperator<List<Expr>> function;
  private final int arity;
  private final ShapeCache<Trace> traces = new ShapeCache<>();

  /** The arguments, results and buffers of one program. */
  private record Trace(List<Expr> arguments, List<Expr> results, Workspace workspace) {}

  Traced(UnaryOperator<List<Expr>> function, int arity) {
    this.function = function;
    this.arity = arity;
  }

  /** Refuses another number of arguments than the function takes. */
  static void checkArity(String method, int arity, int given) {
    if (arity != ANY && given != arity) {
      throw Arguments.refused(
          method
              + ": the function takes "
              + arity
              + (arity == 1 ? " matrix" : " matrices")
              + ", got "
              + given);
    }
  }

  /** The results; all matrices are the caller's own. */
  synchronized List<DMatrixRMaj> at(List<DMatrixRMaj> arguments) {
    checkArity("at", arity, arguments.size());
    Trace trace = traces.of(arguments.stream().map(Shape::of).toList(), this::trace);
    for (int k = 0; k < arguments.size(); k++) {
      trace.workspace.set(trace.arguments.get(k), arguments.get(k));
    }
    trace.workspace.run();
    return trace.results.stream().map(y -> trace.workspace.value(y).copy()).toList();
  }

  private Trace trace(List<Shape> shapes) {
    List<Expr> arguments = new ArrayList<>();
    for (int k = 0; k < shapes.size(); k++) {
      Shape shape = shapes.get(k);
      String name = shapes.size() == 1 ? "argument" : "argument" + (k + 1);
      arguments.add(Autograd.input(name, shape.rows(), shape.cols()));
    }
    List<Expr> results = function.apply(arguments);
    return new Trace(arguments, results, Program.compile(results, Updates.NONE).workspace());
  }
}
