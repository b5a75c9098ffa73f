// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.JacobianFunction;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Computes an objective and its derivatives for one run, and counts. */
final class Evaluator {
  private final Objective objective;
  private final Shape shape;
  private final long mostValues;
  private Counts counts;
  private @Nullable GradientProgram gradient;
  private @Nullable HessianProgram hessian;
  private @Nullable ResidualProgram residuals;
  private final JacobianFunction jacobian;

  private record GradientProgram(Expr theta, Expr value, Expr gradient, Workspace run) {}

  private record HessianProgram(Expr theta, Expr v, Expr product, Workspace run) {}

  private record ResidualProgram(Expr theta, Expr residuals, Workspace run) {}

  Evaluator(Objective objective, Shape shape) {
    this(objective, shape, Counts.NONE, Long.MAX_VALUE);
  }

  /**
   * An evaluator that counts on.
   *
   * @param mostValues after so many it {@link #isExhausted}
   */
  Evaluator(Objective objective, Shape shape, Counts counts, long mostValues) {
    this.objective = objective;
    this.shape = shape;
    this.counts = counts;
    this.mostValues = mostValues;
    this.jacobian = Autograd.jacobian(objective::residuals);
  }

  Counts counts() {
    return counts;
  }

  /** Whether the values allowed are used up; methods that try step after step must look. */
  boolean isExhausted() {
    return counts.values() >= mostValues;
  }

  Shape shape() {
    return shape;
  }

  int size() {
    return shape.elements();
  }

  RobustLoss loss() {
    return objective.loss();
  }

  DMatrixRMaj matrix(double[] x) {
    return new DMatrixRMaj(shape.rows(), shape.cols(), true, x);
  }

  /** Value and gradient; where an op refuses its numbers, the value is NaN. */
  Point at(double[] x) {
    try {
      return require(x);
    } catch (OpFailedException outsideTheDomain) {
      // A step too far, to be shortened like one to an infinite value.
      return new Point(x, Double.NaN, new double[x.length]);
    }
  }

  /** Value and gradient as {@link #at}, to compare with; not counted. */
  Point uncounted(double[] x) {
    Counts before = counts;
    Point point = at(x);
    counts = before;
    return point;
  }

  /**
   * Says which of value and gradient at a point is not finite, and where that began; to be asked
   * after {@link #require} of this point.
   */
  String notFinite(Point point) {
    int i = Vectors.firstNotFinite(point.gradient());
    String what =
        i < 0
            ? "value " + point.value()
            : "value "
                + point.value()
                + " and gradient "
                + point.gradient()[i]
                + " at "
                + Bounds.entry(i, shape.cols());
    return gradientProgram()
        .run
        .firstNonFinite()
        .map(origin -> what + " (" + origin + ")")
        .orElse(what);
  }

  /**
   * Value and gradient at a start.
   *
   * @throws OpFailedException if an op refuses its numbers
   */
  Point require(double[] x) {
    GradientProgram program = gradientProgram();
    counts =
        new Counts(
            counts.values() + 1,
            counts.gradients() + 1,
            counts.hessianProducts(),
            counts.jacobians());
    program.run.set(program.theta, matrix(x)).run();
    double[] g = program.run.value(program.gradient).data;
    return new Point(x, program.run.scalar(program.value), Arrays.copyOf(g, size()));
  }

  /** The Hessian at x times v. */
  double[] hessianTimes(double[] x, double[] v) {
    HessianProgram program = hessianProgram();
    counts =
        new Counts(
            counts.values(), counts.gradients(), counts.hessianProducts() + 1, counts.jacobians());
    program.run.set(program.theta, matrix(x)).set(program.v, matrix(v)).run();
    return Arrays.copyOf(program.run.value(program.product).data, size());
  }

  /** The residuals, element by element; one NaN where an op refuses its numbers. */
  double[] residuals(double[] x) {
    ResidualProgram program = residualProgram();
    counts =
        new Counts(
            counts.values() + 1, counts.gradients(), counts.hessianProducts(), counts.jacobians());
    try {
      program.run.set(program.theta, matrix(x)).run();
    } catch (OpFailedException outsideTheDomain) {
      return new double[] {Double.NaN};
    }
    DMatrixRMaj value = program.run.value(program.residuals);
    return Arrays.copyOf(value.data, value.getNumElements());
  }

  /** The Jacobian of the residuals, one row for each. */
  DMatrixRMaj jacobian(double[] x) {
    counts =
        new Counts(
            counts.values(),
            counts.gradients() + 1,
            counts.hessianProducts(),
            counts.jacobians() + 1);
    return jacobian.at(matrix(x));
  }

  private Expr theta() {
    return Autograd.input("theta", shape.rows(), shape.cols());
  }

  private GradientProgram gradientProgram() {
    GradientProgram known = gradient;
    if (known == null) {
      Expr theta = theta();
      Expr value = objective.value(theta);
      Expr g = Autograd.gradients(value, theta).get(0);
      known = new GradientProgram(theta, value, g, Autograd.compile(value, g).workspace());
      gradient = known;
    }
    return known;
  }

  private HessianProgram hessianProgram() {
    HessianProgram known = hessian;
    if (known == null) {
      Expr theta = theta();
      Expr v = Autograd.input("v", shape.rows(), shape.cols());
      Expr product = Autograd.hvp(objective.value(theta), List.of(theta), List.of(v)).get(0);
      known = new HessianProgram(theta, v, product, Autograd.compile(product).workspace());
      hessian = known;
    }
    return known;
  }

  private ResidualProgram residualProgram() {
    ResidualProgram known = residuals;
    if (known == null) {
      Expr theta = theta();
      Expr r = objective.residuals(theta);
      known = new ResidualProgram(theta, r, Autograd.compile(r).workspace());
      residuals = known;
    }
    return known;
  }
}
