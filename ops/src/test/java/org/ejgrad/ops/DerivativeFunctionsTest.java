// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.elementwiseGrad;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradOfList;
import static org.ejgrad.ops.Autograd.gradOfMap;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hessian;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.valueAndGrad;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.SameNumbers.same;
import static org.ejgrad.ops.SameNumbers.scaled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Functions made of derivatives: gradients, Jacobians, Hessians, slopes of elements. */
class DerivativeFunctionsTest {
  private final DMatrixRMaj a = normal(3, 4);
  private final DMatrixRMaj point = normal(4, 2);

  /** A function with a dense, known Jacobian: A x. */
  private Expr linear(Expr x) {
    return constant(a).mult(x);
  }

  @Test
  void jacobian_tallOrWide_holdsEveryDerivative() {
    // Of A x in x, row by row: A kron I.
    DMatrixRMaj expected = new DMatrixRMaj(6, 8);
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 4; k++) {
        for (int j = 0; j < 2; j++) {
          expected.set(2 * i + j, 2 * k + j, a.get(i, k));
        }
      }
    }
    same(expected, jacobian(this::linear).at(point));
    // More results than arguments: column by column.
    DMatrixRMaj tall = jacobian(x -> constant(a).transpose().mult(x)).at(normal(3, 1));
    same(CommonOps_DDRM.transpose(a, null), tall);
    JacobianFunction twice = jacobian(Expr::square);
    same(CommonOps_DDRM.diag(2, 4, 6), twice.at(new DMatrixRMaj(new double[] {1, 2, 3})));
    same(CommonOps_DDRM.diag(8, 10), twice.at(new DMatrixRMaj(new double[] {4, 5})));
  }

  @Test
  void hessian_ofAQuadratic_isItsMatrix_andOfRosenbrockAsPublished() {
    DMatrixRMaj symmetric = new DMatrixRMaj(new double[][] {{4, 1, 0}, {1, 3, -2}, {0, -2, 5}});
    JacobianFunction h = hessian(x -> x.transpose().mult(constant(symmetric)).mult(x).scale(0.5));
    same(symmetric, h.at(normal(3, 1)));
    JacobianFunction rosenbrock =
        hessian(
            x -> {
              Expr u = x.extractMatrix(0, 1, 0, 1);
              Expr v = x.extractMatrix(1, 2, 0, 1);
              return v.minus(u.square()).square().scale(100).plus(u.negative().plus(1).square());
            });
    same(
        new DMatrixRMaj(new double[][] {{802, -400}, {-400, 200}}),
        rosenbrock.at(new DMatrixRMaj(new double[] {1, 1})));
  }

  @Test
  void elementwiseGrad_nests_andRefusesOtherOps() {
    DMatrixRMaj at = normal(2, 3);
    GradientFunction second = elementwiseGrad(elementwiseGrad(Expr::sin)::of);
    DMatrixRMaj third = elementwiseGrad(second::of).at(at);
    for (int i = 0; i < 6; i++) {
      assertEquals(-Math.sin(at.data[i]), second.at(at).data[i], 1e-15);
      assertEquals(-Math.cos(at.data[i]), third.data[i], 1e-15);
    }
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> elementwiseGrad(Expr::softmaxRows).at(at));
    assertTrue(error.toString().contains("softmaxRows"), error::toString);
    IllegalArgumentException shape =
        assertThrows(IllegalArgumentException.class, () -> elementwiseGrad(Expr::sumRows).at(at));
    String rule = "elementwiseGrad: the result must have the argument's shape 2x3, got ";
    assertTrue(shape.toString().contains(rule + "sumTo[2x1](..) 2x1, at "), shape::toString);
    // Of one number every op is elementwise.
    DMatrixRMaj number = new DMatrixRMaj(1, 1, true, 0.5);
    assertEquals(1, elementwiseGrad(y -> y.mult(y)).at(number).data[0]);
  }

  @Test
  void grad_nestsToAnyOrder() {
    GradientFunction fifth =
        grad(
            x -> {
              Expr y = x.square().square().square();
              for (int order = 0; order < 4; order++) {
                y = gradients(y, x).get(0);
              }
              return y;
            });
    // The fifth derivative of x^8 is 8 7 6 5 4 x^3.
    assertEquals(6720 * 8.0, fifth.at(new DMatrixRMaj(1, 1, true, 2.0)).get(0), 1e-9);
  }

  @Test
  void gradients_ofListsAndMaps_areInTheirOrder() {
    DMatrixRMaj b = normal(4, 2);
    DMatrixRMaj c = normal(1, 1);
    List<DMatrixRMaj> three =
        gradOfList(x -> x.get(0).elementMult(x.get(1)).elementSum().elementMult(x.get(2)))
            .at(point, b, c);
    same(scaled(b, c.get(0)), three.get(0));
    same(scaled(point, c.get(0)), three.get(1));
    NamedGradientsFunction named = gradOfMap(x -> of(x, "w").elementMult(of(x, "v")).elementSum());
    Map<String, DMatrixRMaj> gradients = named.at(Map.of("w", point, "v", b));
    assertEquals(List.of("v", "w"), new ArrayList<>(gradients.keySet()));
    same(b, of(gradients, "w"));
    same(point, of(gradients, "v"));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> named.at(Map.of("w", point)));
    assertTrue(
        error.toString().contains("gradOfMap: no matrix is named 'v', there are [w], at "),
        error::toString);
    assertEquals(
        valueAndGrad((x, y) -> x.elementMult(y).elementSum()).at(point, b).value(),
        named.valueAndGradientsAt(Map.of("w", point, "v", b)).value());
  }

  /** As of grad: a mistake, unless one says otherwise. */
  @Test
  void gradOfMap_aMatrixWithoutInfluence_isRefusedByItsName() {
    NamedGradientsFunction named = gradOfMap(x -> of(x, "w").elementSum());
    IllegalArgumentException unread =
        assertThrows(
            IllegalArgumentException.class, () -> named.at(Map.of("w", point, "unread", point)));
    assertTrue(
        unread
            .toString()
            .contains("'unread' " + Shape.of(point) + " does not influence the result"),
        unread::toString);
  }

  @Test
  void grad_ofExpressionsOfAnotherNumber_isRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> grad((x, y) -> x.dot(y)).of(constant(point)));
    assertTrue(
        refused.toString().contains("of: the function takes 2 matrices, got 1"), refused::toString);
  }

  private static <V> V of(Map<String, V> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }
}
