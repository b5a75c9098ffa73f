// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gaussNewtonProduct;
import static org.ejgrad.ops.Autograd.hessian;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.vjp;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.SameNumbers.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Products of Jacobians and Hessians with directions. */
class DirectionalProductsTest {
  private final DMatrixRMaj a = normal(3, 4);
  private final DMatrixRMaj point = normal(4, 2);

  /** A function with a dense, known Jacobian: A x. */
  private Expr linear(Expr x) {
    return constant(a).mult(x);
  }

  @Test
  void vjp_ofALinearFunction_isTheTransposedProduct() {
    Expr x = parameter("x", point);
    DMatrixRMaj seed = normal(3, 2);
    DMatrixRMaj expected = new DMatrixRMaj(4, 2);
    CommonOps_DDRM.multTransA(a, seed, expected);
    same(expected, vjp(linear(x), constant(seed), x).get(0).evaluate());
    assertThrows(IllegalArgumentException.class, () -> vjp(linear(x), constant(point), x));
  }

  @Test
  void jvp_ofALinearFunction_isTheProduct_andHoldsNoCotangent() {
    Expr x = parameter("x", point);
    DMatrixRMaj direction = normal(4, 2);
    DMatrixRMaj expected = new DMatrixRMaj(3, 2);
    CommonOps_DDRM.mult(a, direction, expected);
    same(expected, jvp(linear(x), List.of(x), List.of(constant(direction))).evaluate());
  }

  @Test
  void jvp_ofEveryKindOfOp_agreesWithDifferences() {
    UnaryOperator<Expr> f =
        x ->
            x.tanh()
                .mult(x.transpose())
                .softmaxRows()
                .plus(x.square().sumRows())
                .elementMult(x.extractMatrix(0, 1, 0, 1).sigmoid())
                .maxRows();
    DMatrixRMaj direction = normal(4, 2);
    Expr x = input("x", 4, 2);
    Expr along = jvp(f.apply(x), List.of(x), List.of(constant(direction)));
    DMatrixRMaj actual = compile(along).workspace().set(x, point).run().value(along);
    double h = 1e-4;
    DMatrixRMaj[] at = new DMatrixRMaj[4];
    double[] steps = {-2 * h, -h, h, 2 * h};
    for (int i = 0; i < 4; i++) {
      DMatrixRMaj moved = point.copy();
      CommonOps_DDRM.addEquals(moved, steps[i], direction);
      at[i] = f.apply(constant(moved)).evaluate();
    }
    for (int i = 0; i < actual.data.length; i++) {
      double numeric =
          (at[0].data[i] - 8 * at[1].data[i] + 8 * at[2].data[i] - at[3].data[i]) / (12 * h);
      // The four-point stencil is right to about 1e-11 here.
      assertEquals(numeric, actual.data[i], 1e-9);
    }
  }

  @Test
  void jvp_throughAClippedGradient_isRefused() {
    Expr x = parameter("x", point);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> jvp(x.clipGradient(-1, 1).square(), List.of(x), List.of(constant(point))));
    assertTrue(error.toString().contains("clip"), error::toString);
  }

  @Test
  void directions_thatDoNotFitTheTargets_areRefused() {
    Expr x = parameter("x", point);
    Expr loss = x.square().elementSum();
    Expr v = constant(point);
    refused("jvp: wrt must not be empty", () -> jvp(x, List.of(), List.of()));
    refused(
        "jvp: each of the 1 targets needs a direction, got 0", () -> jvp(x, List.of(x), List.of()));
    refused(
        "jvp: a direction must have the shape of its target, got constant 8x1 for 'x' 4x2",
        () -> jvp(x, List.of(x), List.of(constant(new DMatrixRMaj(8, 1)))));
    refused(
        "hvp: each of the 1 targets needs a direction, got 2",
        () -> hvp(loss, List.of(x), List.of(v, v)));
    refused(
        "hvp: a direction must have the shape of its target, got 2.0 1x1 for 'x' 4x2",
        () -> hvp(loss, List.of(x), List.of(constant(2))));
  }

  @Test
  void hvp_isTheHessianTimesTheDirection() {
    UnaryOperator<Expr> e = x -> x.sin().elementMult(x.sumRows()).elementSum();
    DMatrixRMaj v = normal(4, 2);
    DMatrixRMaj expected = new DMatrixRMaj(8, 1);
    CommonOps_DDRM.mult(hessian(e).at(point), new DMatrixRMaj(v.data), expected);
    Expr x = parameter("x", point);
    same(expected.data, hvp(e.apply(x), List.of(x), List.of(constant(v))).get(0).evaluate().data);
    // A direction that is computed from x is held fixed.
    DMatrixRMaj fixed = hvp(e.apply(x), List.of(x), List.of(x.cos())).get(0).evaluate();
    CommonOps_DDRM.mult(hessian(e).at(point), new DMatrixRMaj(x.cos().evaluate().data), expected);
    same(expected.data, fixed.data);
  }

  @Test
  void hvp_ofALinearLoss_isZero() {
    Expr x = parameter("x", point);
    same(new DMatrixRMaj(4, 2), hvp(x.elementSum(), List.of(x), List.of(x)).get(0).evaluate());
  }

  @Test
  void gaussNewtonProduct_ofSquares_isTwoJtJv() {
    DMatrixRMaj v = normal(4, 2);
    Expr x = parameter("x", point);
    Expr output = linear(x.tanh());
    Expr loss = output.square().elementSum();
    DMatrixRMaj j = jacobian(z -> linear(z.tanh())).at(point);
    DMatrixRMaj jv = new DMatrixRMaj(6, 1);
    DMatrixRMaj expected = new DMatrixRMaj(8, 1);
    CommonOps_DDRM.mult(j, new DMatrixRMaj(v.data), jv);
    CommonOps_DDRM.multTransA(2, j, jv, expected);
    same(
        expected.data,
        gaussNewtonProduct(loss, output, List.of(x), List.of(constant(v))).get(0).evaluate().data);
  }

  private static void refused(String text, Executable program) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, program);
    assertTrue(error.toString().contains(text), error::toString);
  }
}
