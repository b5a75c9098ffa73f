// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.graph.Structure;
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

  /**
   * A leaf with fixed values, row by row.
   *
   * @throws IllegalArgumentException if the rows are not of one length
   */
  public static Expr constant(double[][] rows) {
    for (int i = 1; i < rows.length; i++) {
      check(
          rows[i].length == rows[0].length,
          "constant: rows must have the same length, got %s numbers in row %s and %s in row 0",
          rows[i].length,
          i,
          rows[0].length);
    }
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
    return Gradients.of(loss, Structure.one(), wrt, unreached).stream()
        .map(bar -> bar == Structure.one() ? constant(1) : Expr.of(bar))
        .toList();
  }

  /**
   * The vector-Jacobian products: the cotangents of these targets for the cotangent yBar of y, each
   * in the shape of its target; the gradients with a seed of your own.
   *
   * @throws IllegalArgumentException if yBar has another shape than y, or y does not depend on one
   *     of the targets
   */
  public static List<Expr> vjp(Expr y, Expr yBar, Expr... wrt) {
    return vjp(y, yBar, Arrays.asList(wrt), Gradients.Unreached.ERROR);
  }

  /** The same; says what happens with targets y does not depend on. */
  public static List<Expr> vjp(Expr y, Expr yBar, List<Expr> wrt, Gradients.Unreached unreached) {
    return Gradients.of(y, yBar, wrt, unreached).stream().map(Expr::of).toList();
  }

  /**
   * The Jacobian-vector product: the derivative of y, in its shape, along tangents of the targets;
   * made of reverse rules, at the cost of a reverse pass.
   *
   * @throws IllegalArgumentException if a tangent has another shape than its target, y does not
   *     depend on one of the targets, or an op on the way changes its cotangent other than linearly
   */
  public static Expr jvp(Expr y, List<Expr> wrt, List<Expr> tangents) {
    return Curvature.jvp(y, wrt, tangents);
  }

  /**
   * The product of the Hessian of a 1x1 loss with a direction v, in the shapes of the targets.
   *
   * @param v one direction for each target, in its shape; held fixed
   */
  public static List<Expr> hvp(Expr loss, List<Expr> wrt, List<Expr> v) {
    return Curvature.hvp(loss, wrt, v);
  }

  /**
   * The Gauss-Newton product J' H J v, with J of the output in the targets and H of the 1x1 loss in
   * the output; positive semidefinite where the loss is convex in the output (Schraudolph 2002).
   *
   * @param loss computed from the output
   * @param output computed from the targets
   * @param v one direction for each target, in its shape; held fixed
   */
  public static List<Expr> gaussNewtonProduct(
      Expr loss, Expr output, List<Expr> wrt, List<Expr> v) {
    return Curvature.gaussNewton(loss, output, wrt, v);
  }

  /**
   * The gradients of each example's loss, in one pass: one row per example, which holds the
   * gradient row by row, n x (elements of the target). Each target must enter by products with the
   * rows of examples or by row broadcast (weights and biases), as itself, transposed or reshaped.
   * With one example, where nothing is broadcast, a row may meet the row of the example as it is.
   * With several examples, nothing on the way may be a condition, loop or checkpoint, of which it
   * is not known whether it mixes rows.
   *
   * @param losses n x 1, one loss for each example
   * @throws IllegalArgumentException naming the op, if a target enters otherwise, or examples mix
   */
  public static List<Expr> perExampleGradients(Expr losses, Expr... wrt) {
    return PerExampleGradients.of(losses, Arrays.asList(wrt));
  }

  /**
   * f(x), of which only x is kept for the reverse pass: what f computes in between is computed
   * again there. The same numbers, more time, less memory for the gradient ({@link
   * Program#bufferBytes}). What was there before and f captures, leaves and expressions, is kept
   * like x, and derivatives flow to it.
   *
   * <p>JVPs, which keep little by themselves, and Hessian-vector and Gauss-Newton products, which
   * run through f several times, may take more memory with checkpoints than without.
   *
   * <p>A program computes chains of elementwise ops on tall matrices again by itself, block by
   * block; a checkpoint around such a chain gains nothing. Products and factorizations it keeps.
   */
  public static Expr checkpoint(UnaryOperator<Expr> f, Expr x) {
    return checkpointOfList(args -> f.apply(args.get(0)), List.of(x));
  }

  /** The same for a function of several expressions. */
  public static Expr checkpointOfList(Function<List<Expr>, Expr> f, List<Expr> x) {
    return Expr.of(
        Structure.checkpoint(
            nodes -> f.apply(nodes.stream().map(Expr::of).toList()).node(),
            x.stream().map(Expr::node).toList()));
  }

  /**
   * The gradient of a 1x1 function of one matrix, as a function: {@code grad(E).at(theta)}. E is
   * called once for each shape of its argument, to trace it; it must not depend on anything but its
   * argument, constants and parameters.
   */
  public static GradientFunction grad(UnaryOperator<Expr> e) {
    return new GradientFunction(x -> gradients(e.apply(x), x).get(0));
  }

  /** The gradients of a 1x1 function of two matrices. */
  public static GradientsFunction grad(BinaryOperator<Expr> e) {
    return new GradientsFunction(args -> gradients(of(e, args), args), 2);
  }

  /** The gradients of a 1x1 function of any number of matrices. */
  public static GradientsFunction gradOfList(Function<List<Expr>, Expr> e) {
    return new GradientsFunction(args -> gradients(e.apply(args), args), Traced.ANY);
  }

  /** The gradients of a 1x1 function of named matrices, by name; with the value if asked. */
  public static NamedGradientsFunction gradOfMap(Function<Map<String, Expr>, Expr> e) {
    return new NamedGradientsFunction(e);
  }

  /** Value and gradient of a 1x1 function of one matrix, computed together. */
  public static ValueAndGradientFunction valueAndGrad(UnaryOperator<Expr> e) {
    return new ValueAndGradientFunction(
        new Traced(args -> withGradients(e.apply(args.get(0)), args), 1));
  }

  /** Value and gradients of a 1x1 function of two matrices. */
  public static ValueAndGradientsFunction valueAndGrad(BinaryOperator<Expr> e) {
    return new ValueAndGradientsFunction(args -> withGradients(of(e, args), args), 2);
  }

  /** Value and gradients of a 1x1 function of any number of matrices. */
  public static ValueAndGradientsFunction valueAndGradOfList(Function<List<Expr>, Expr> e) {
    return new ValueAndGradientsFunction(args -> withGradients(e.apply(args), args), Traced.ANY);
  }

  /**
   * The derivative of a function that works element by element, at each element: dy_ij / dx_ij.
   *
   * @throws IllegalArgumentException when it is traced, if the function has an op that is not
   *     elementwise, or a result of another shape
   */
  public static GradientFunction elementwiseGrad(UnaryOperator<Expr> f) {
    return new GradientFunction(x -> ElementwiseDerivative.of(f.apply(x), x));
  }

  /**
   * The Jacobian of a function of one matrix, elements(y) x elements(x), both counted row by row; 0
   * where no derivative flows.
   *
   * @throws IllegalArgumentException when it is traced, if the result is not computed from the
   *     argument at all
   */
  public static JacobianFunction jacobian(UnaryOperator<Expr> f) {
    String what = "jacobian";
    return new JacobianFunction(what, x -> JacobianFunction.resultOf(what, f, x));
  }

  /**
   * The Hessian of a 1x1 function of one matrix, elements(x) x elements(x); 0 where the gradient is
   * constant or no derivative flows.
   *
   * @throws IllegalArgumentException when it is traced, if the result is not computed from the
   *     argument at all
   */
  public static JacobianFunction hessian(UnaryOperator<Expr> e) {
    String what = "hessian";
    return new JacobianFunction(
        what,
        x -> {
          Expr y = JacobianFunction.resultOf(what, e, x);
          return gradients(y, List.of(x), Gradients.Unreached.ZERO).get(0);
        });
  }

  private static Expr of(BinaryOperator<Expr> e, List<Expr> arguments) {
    return e.apply(arguments.get(0), arguments.get(1));
  }

  static List<Expr> withGradients(Expr value, List<Expr> arguments) {
    List<Expr> results = new ArrayList<>();
    results.add(value);
    results.addAll(gradients(value, arguments));
    return results;
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
