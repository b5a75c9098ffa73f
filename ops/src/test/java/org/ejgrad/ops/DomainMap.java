// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/**
 * A step of a random graph that takes any matrix of moderate size into a {@link Domain}, so that
 * arguments of ops that need positive numbers, or a regular matrix, are computed too.
 */
record DomainMap(OpRow row, Oracle.Formula oracle) {
  /** What messages call such a step, in place of the name of an op. */
  static final String NAME = "mapped";

  /** Smooth functions from [-4, 4] to [-1, 1]. */
  enum Curve {
    SIN(Expr::sin, Math::sin, UnivariateDerivative2::sin),
    TANH(Expr::tanh, Math::tanh, UnivariateDerivative2::tanh),
    PARABOLA(
        x -> x.square().scale(0.125).minus(1),
        x -> 0.125 * x * x - 1,
        x -> x.square().multiply(0.125).subtract(1)),
    BELL(
        x -> x.square().negative().elementExp().scale(2).minus(1),
        x -> 2 * Math.exp(-x * x) - 1,
        x -> x.square().negate().exp().multiply(2).subtract(1)),
    LOGISTIC(
        x -> x.sigmoid().scale(2).minus(1),
        x -> 2 / (1 + Math.exp(-x)) - 1,
        x -> x.negate().exp().add(1).reciprocal().multiply(2).subtract(1));

    private final UnaryOperator<Expr> expression;
    private final DoubleUnaryOperator number;
    private final UnaryOperator<UnivariateDerivative2> oracle;

    Curve(
        UnaryOperator<Expr> expression,
        DoubleUnaryOperator number,
        UnaryOperator<UnivariateDerivative2> oracle) {
      this.expression = expression;
      this.number = number;
      this.oracle = oracle;
    }
  }

  /** Element by element: y = centre + radius f(x). */
  static DomainMap of(Domain domain, Curve curve, Shape shape, int argument, long seed) {
    DMatrixRMaj centres = domain.centres(shape, argument, seed);
    double radius = domain.radius();
    OpRow row =
        new OpRow(
            NAME,
            "to " + domain + " by " + curve,
            x -> curve.expression.apply(x.get(0)).scale(radius).plus(Autograd.constant(centres)),
            x ->
                Plain.matrix(
                    shape.rows(),
                    shape.cols(),
                    (i, j) ->
                        centres.get(i, j)
                            + radius * curve.number.applyAsDouble(x.get(0).get(i, j))));
    return new DomainMap(
        row,
        x ->
            Jets.of(
                shape.rows(),
                shape.cols(),
                (i, j) -> at(curve, x.get(0).get(i, j), radius, centres.get(i, j))));
  }

  private static Jet at(Curve curve, Jet x, double radius, double centre) {
    return x.map(curve.oracle).times(radius).plus(Jet.constant(centre));
  }

  /** A symmetric positive definite y = centres + f(x) f(x)' radius / columns. */
  static DomainMap positiveDefinite(Curve curve, Shape shape) {
    DMatrixRMaj centres = Domain.DOMINANT.centres(Shape.of(shape.rows(), shape.rows()), 0, 0);
    double scale = Domain.DOMINANT.radius() / shape.cols();
    OpRow row =
        new OpRow(
            NAME,
            "to x x' by " + curve,
            x -> {
              Expr z = curve.expression.apply(x.get(0));
              return z.mult(z.transpose()).scale(scale).plus(Autograd.constant(centres));
            },
            x -> {
              DMatrixRMaj z = Plain.unary(curve.number).at(x);
              DMatrixRMaj product = Plain.product(z, Plain.flipped(z));
              return Plain.matrix(
                  shape.rows(),
                  shape.rows(),
                  (i, j) -> centres.get(i, j) + scale * product.get(i, j));
            });
    return new DomainMap(
        row,
        x -> {
          Jets z = x.get(0).map(v -> v.map(curve.oracle));
          Jets product = JetLinear.product(z, z.flipped());
          return Jets.of(
              shape.rows(),
              shape.rows(),
              (i, j) -> product.get(i, j).times(scale).plus(Jet.constant(centres.get(i, j))));
        });
  }

  /** 1 where x > 0: for conditions. */
  static DomainMap condition() {
    OpRow row =
        new OpRow(NAME, "to x > 0", x -> x.get(0).greaterThan(0), Plain.unary(v -> v > 0 ? 1 : 0));
    return new DomainMap(row, x -> x.get(0).map(v -> Jet.constant(v.value() > 0 ? 1 : 0)));
  }
}
