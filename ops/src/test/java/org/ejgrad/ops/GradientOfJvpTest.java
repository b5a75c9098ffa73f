// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gaussNewtonProduct;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Control.scan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Derivatives of derivatives along a direction, and which vectors those of vectors need. */
class GradientOfJvpTest {
  /** The same terms in another order. */
  private static final double ROUNDING = 1e-11;

  private final Expr a = parameter("a", new DMatrixRMaj(2, 2, true, 2, 1, 1, 5));
  private final Expr ones = constant(1).broadcast(a.shape());

  @Test
  void gradient_ofAJvpThroughAScan_isTheHessianProduct() {
    isHessianProduct(z -> scan(2, v -> checkpoint(q -> q.mult(z).sin(), v), z).last());
    isHessianProduct(z -> scan(2, v -> v.plus(z).invert().mult(v), z).last());
    isHessianProduct(z -> scan(2, v -> v.plus(z).symmetricEigenvectors(), z).last());
    isHessianProduct(z -> scan(2, v -> z.symmetricEigenvectors().mult(v).sin(), z).last());
    isHessianProduct(
        z -> scan(2, v -> v.scale(0.3).plus(z).leftSingularVectors().plus(v.sin()), z).last());
    isHessianProduct(
        z -> cond(constant(1), v -> v.symmetricEigenvectors().elementMult(z), v -> v, z));
    isHessianProduct(z -> z.symmetricEigenvectors().sin());
  }

  private void isHessianProduct(UnaryOperator<Expr> f) {
    Expr y = f.apply(a).elementSum();
    Expr along = jvp(y, List.of(a), List.of(ones));
    DMatrixRMaj expected = hvp(y, List.of(a), List.of(ones)).get(0).evaluate();
    same(expected, gradients(along, a).get(0).evaluate());
  }

  private static void same(DMatrixRMaj expected, DMatrixRMaj actual) {
    for (int i = 0; i < expected.getNumElements(); i++) {
      double size = Math.max(1, Math.abs(expected.data[i]));
      assertEquals(expected.data[i], actual.data[i], ROUNDING * size);
    }
  }

  /** y = sin(x sin(x^2)): of one number, by its formula. */
  @Test
  void gradient_ofAJvpThroughACheckpointInAScan_isTheSecondDerivative() {
    Expr x = parameter("x", new DMatrixRMaj(1, 1, true, 0.7));
    Expr y = scan(2, v -> checkpoint(q -> q.mult(x).sin(), v), x).last();
    double inner = Math.sin(0.49);
    double slope = 1.4 * Math.cos(0.49);
    double curve = 2 * Math.cos(0.49) - 1.96 * inner;
    double first = inner + 0.7 * slope;
    double second = 2 * slope + 0.7 * curve;
    double at = 0.7 * inner;
    double expected = Math.cos(at) * second - Math.sin(at) * first * first;
    Expr along = jvp(y, List.of(x), List.of(constant(1)));
    assertEquals(expected, gradients(along, x).get(0).evaluate().get(0), ROUNDING);
  }

  /** With y = x^2 and the loss y^2 / 2: J' H J v = 4 x^2 v, whose derivative is 8 x v. */
  @Test
  void gradient_ofAGaussNewtonProduct_holdsTheDirectionOnly() {
    Expr x = parameter("x", new DMatrixRMaj(1, 1, true, 3));
    Expr y = x.square();
    Expr product =
        gaussNewtonProduct(y.square().scale(0.5), y, List.of(x), List.of(constant(1))).get(0);
    assertEquals(36, product.evaluate().get(0));
    assertEquals(24, gradients(product, x).get(0).evaluate().get(0));
    Expr held = gaussNewtonProduct(y.square().scale(0.5), y, List.of(x), List.of(x)).get(0);
    assertEquals(3 * 24, gradients(held, x).get(0).evaluate().get(0));
  }

  @Test
  void jvp_ofASingleVectorPickedByAProduct_whereOthersRepeat_isThatOfItsColumn() {
    Expr m = parameter("m", CommonOps_DDRM.diag(1, 2, 2));
    Expr direction = constant(new double[][] {{0, 1, 0.5}, {1, 0, 0.2}, {0.5, 0.2, 0}});
    Expr pick = constant(new double[][] {{1}, {0}, {0}});
    Expr along = jvp(m.symmetricEigenvectors().mult(pick), List.of(m), List.of(direction));
    same(new DMatrixRMaj(3, 1, true, 0, -1, -0.5), along.evaluate());
  }

  /** A factor that is 0 here is not one that is 0: its derivative would need the vector. */
  @Test
  void jvp_ofVectorsOfARepeatedValueTimesAZeroThatMayChange_isRefused() {
    Expr m = parameter("m", CommonOps_DDRM.diag(1, 2, 2));
    Expr factor = parameter("factor", new DMatrixRMaj(3, 3));
    Expr y = m.symmetricEigenvectors().elementMult(factor);
    Expr direction = constant(new double[][] {{0, 1, 0.5}, {1, 0, 0.2}, {0.5, 0.2, 0}});
    assertThrows(OpFailedException.class, () -> jvp(y, List.of(m), List.of(direction)).evaluate());
  }

  /** A condition is asked what its result is used for, as anything else is. */
  @Test
  void jvp_ofWhatIsPickedFromTheResultOfACondition_needsOnlyThat() {
    Expr m = parameter("m", CommonOps_DDRM.diag(1, 2, 2));
    Expr direction = constant(new double[][] {{3, 1, 0.5}, {1, 4, 0}, {0.5, 0, 5}});
    UnaryOperator<Expr> both =
        a -> Expr.concatColumns(a.symmetricEigenvalues(), a.symmetricEigenvectors());
    Expr all = cond(constant(1), v -> cond(constant(1), both, both, v), both, m);
    Expr values = jvp(all.extractMatrix(0, 3, 0, 1), List.of(m), List.of(direction));
    same(new DMatrixRMaj(3, 1, true, 3, 4, 5), values.evaluate());
    Expr first = jvp(all.extractMatrix(0, 3, 1, 2), List.of(m), List.of(direction));
    same(new DMatrixRMaj(3, 1, true, 0, -1, -0.5), first.evaluate());
    Expr second = jvp(all.extractMatrix(0, 3, 2, 3), List.of(m), List.of(direction));
    assertThrows(OpFailedException.class, second::evaluate);
  }
}
