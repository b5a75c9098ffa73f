// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;

/**
 * The entry points: leaves, gradients, compiled programs. Meant for static import.
 *
 * <pre>{@code
 * GradientFunction gradE = grad(theta -> x.mult(theta).minus(y).square().mean());
 * DMatrixRMaj g = gradE.at(theta);
 * }</pre>
 */
public final class Autograd {
  private Autograd() {}

  /** A leaf with a fixed value; the matrix is copied. */
  public static Expr constant(DMatrixRMaj value) {
    return Expr.of(Node.constant(value));
  }

  /** A 1x1 leaf with a fixed value. */
  public static Expr constant(double value) {
    return Expr.of(Node.constant(value));
  }

  /** A leaf with fixed values, row by row. */
  public static Expr constant(double[][] rows) {
    return constant(new DMatrixRMaj(rows));
  }

  /** A leaf whose value is given for each run: data that changes. */
  public static Expr input(String name, int rows, int cols) {
    return Expr.of(Node.input(name, Shape.of(rows, cols)));
  }

  /** A leaf that keeps its value between runs, and that programs may update; starts as a copy. */
  public static Expr parameter(String name, DMatrixRMaj initial) {
    return Expr.of(new Cell(name, initial));
  }

  /**
   * The gradients of a 1x1 expression, as expressions, each in the shape of its target: d loss / d
   * wrt_k.
   *
   * @throws ShapeMismatchException if the loss is not 1x1
   * @throws IllegalArgumentException if the loss does not depend on one of the targets
   */
  public static List<Expr> gradients(Expr loss, Expr... wrt) {
    return gradients(loss, Arrays.asList(wrt));
  }

  /** The same for a list of targets. */
  public static List<Expr> gradients(Expr loss, List<Expr> wrt) {
    return gradients(loss, wrt, Gradients.Unreached.ERROR);
  }

  /** The same; says what happens with targets the loss does not depend on. */
  public static List<Expr> gradients(Expr loss, List<Expr> wrt, Gradients.Unreached unreached) {
    requireScalar("gradients", loss);
    return Gradients.of(loss, constant(1.0), wrt, unreached).stream().map(Expr::of).toList();
  }

  /**
   * The gradient of a 1x1 function of one matrix, as a function: {@code grad(E).at(theta)}. E is
   * called once for each shape of its argument, to trace it; it must not depend on anything but its
   * argument, constants and parameters.
   */
  public static GradientFunction grad(UnaryOperator<Expr> e) {
    return new GradientFunction(new Traced(args -> e.apply(args.get(0)), 1));
  }

  /** The same, together with the value. */
  public static ValueAndGradientFunction valueAndGrad(UnaryOperator<Expr> e) {
    return new ValueAndGradientFunction(new Traced(args -> e.apply(args.get(0)), 1));
  }

  /** The gradients of a 1x1 function of two matrices. */
  public static GradientsFunction grad(BinaryOperator<Expr> e) {
    return new GradientsFunction(new Traced(args -> e.apply(args.get(0), args.get(1)), 2));
  }

  /** Compiles what computes these results. */
  public static Program compile(Expr... results) {
    return Program.compile(Arrays.asList(results), Updates.NONE);
  }

  /** Compiles a training step: the loss, then the updates, which happen if all is finite. */
  public static Program compile(Expr loss, Updates updates) {
    return Program.compile(List.of(loss), updates);
  }

  /** The same in double or float; see {@link Program#compile(List, Updates, Precision)}. */
  public static Program compile(Expr loss, Updates updates, Precision precision) {
    return compile(List.of(loss), updates, precision);
  }

  /** Compiles several results and updates. */
  public static Program compile(List<Expr> results, Updates updates) {
    return compile(results, updates, Precision.FLOAT64);
  }

  /** The same in double or float; see {@link Program#compile(List, Updates, Precision)}. */
  public static Program compile(List<Expr> results, Updates updates, Precision precision) {
    return Program.compile(results, updates, precision);
  }

  static void requireScalar(String what, Expr loss) {
    if (!loss.shape().isScalar()) {
      throw ShapeMismatchException.of(
          what,
          "only a 1x1 result has a gradient; reduce it first, for example by elementSum() or mean()",
          List.of("loss"),
          List.of(loss));
    }
  }
}
