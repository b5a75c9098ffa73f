// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.elementwiseGrad;
import static org.ejgrad.ops.Autograd.gaussNewtonProduct;
import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.ops.Autograd.gradOfList;
import static org.ejgrad.ops.Autograd.gradOfMap;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hessian;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.perExampleGradients;
import static org.ejgrad.ops.Autograd.valueAndGrad;
import static org.ejgrad.ops.Autograd.vjp;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients.Unreached;
import org.ejgrad.graph.Paths;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;

class TransformationsTest {
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
    refused(
        "of: the function takes 2 matrices, got 1",
        () -> grad((x, y) -> x.dot(y)).of(constant(point)));
  }

  private static <V> V of(Map<String, V> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  @Test
  void perExampleGradients_equalThoseOfEachExampleAlone() {
    DMatrixRMaj features = normal(5, 3);
    DMatrixRMaj targets = normal(5, 2);
    Expr w = parameter("w", normal(3, 4));
    Expr b = parameter("b", normal(1, 4));
    Expr u = parameter("u", normal(2, 4));
    Expr scale = parameter("scale", new DMatrixRMaj(1, 1, true, 0.7));
    List<Expr> all = List.of(w, b, u, scale);
    Expr losses = losses(constant(features), constant(targets), w, b, u, scale);
    List<Expr> rows = perExampleGradients(losses, w, b, u, scale);
    for (int i = 0; i < 5; i++) {
      Expr x = constant(CommonOps_DDRM.extract(features, i, i + 1, 0, 3));
      Expr t = constant(CommonOps_DDRM.extract(targets, i, i + 1, 0, 2));
      List<Expr> alone = gradients(losses(x, t, w, b, u, scale), all);
      for (int k = 0; k < all.size(); k++) {
        DMatrixRMaj row = CommonOps_DDRM.extractRow(rows.get(k).evaluate(), i, null);
        DMatrixRMaj expected = alone.get(k).evaluate();
        for (int e = 0; e < expected.data.length; e++) {
          assertEquals(expected.data[e], row.data[e], 1e-13 * Math.max(1, Math.abs(row.data[e])));
        }
      }
    }
  }

  private static Expr losses(Expr x, Expr t, Expr w, Expr b, Expr u, Expr scale) {
    Expr h = x.mult(w.named("weights")).plus(b).tanh();
    // The weights a second time, and others transposed.
    Expr again = x.mult(w).sigmoid().plus(h);
    return again.mult(u.transpose()).elementMult(scale).minus(t).square().sumRows();
  }

  @Test
  void perExampleGradients_whereExamplesMixOrWeightsEnterOtherwise_nameTheOp() {
    Expr x = constant(normal(5, 3));
    Expr w = parameter("w", normal(3, 1));
    Expr z = x.mult(w);
    refused("sumTo", () -> perExampleGradients(z.minus(z.mean()).square(), w));
    refused("square", () -> perExampleGradients(x.mult(w.square()), w));
    refused("does not influence", () -> perExampleGradients(x.sumRows(), w));
    refused("one column", () -> perExampleGradients(x, w));
  }

  private static void refused(String text, org.junit.jupiter.api.function.Executable program) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, program);
    assertTrue(error.toString().contains(text), error::toString);
  }

  @Test
  void checkpoint_keepsTheGradientsToTheBit_andLessMemory() {
    int layers = 24;
    List<Expr> weights = new ArrayList<>();
    for (int k = 0; k < layers; k++) {
      weights.add(parameter("w" + k, scaled(normal(200, 200), 0.1)));
    }
    DMatrixRMaj features = normal(800, 200);
    Program plain = gradientProgram(weights, features, false);
    Program checked = gradientProgram(weights, features, true);
    // 24 activations of 1.3 MB against 4 kept, 6 of a segment and a few cotangents.
    assertTrue(
        checked.bufferBytes() < 0.65 * plain.bufferBytes(),
        () -> plain.bufferBytes() + " and with checkpoints " + checked.bufferBytes());
    DMatrixRMaj expected = plain.workspace().run().value(plainGradient);
    DMatrixRMaj actual = checked.workspace().run().value(checkedGradient);
    assertTrue(MatrixFeatures_DDRM.isEquals(expected, actual));
  }

  private Expr plainGradient = constant(0);
  private Expr checkedGradient = constant(0);

  private Program gradientProgram(List<Expr> weights, DMatrixRMaj features, boolean check) {
    Expr h = constant(features);
    for (int from = 0; from < weights.size(); from += 6) {
      List<Expr> segment = weights.subList(from, from + 6);
      UnaryOperator<Expr> layersOfSegment =
          x -> {
            Expr y = x;
            for (Expr w : segment) {
              y = y.mult(w).tanh();
            }
            return y;
          };
      h = check ? checkpoint(layersOfSegment, h) : layersOfSegment.apply(h);
    }
    List<Expr> all = gradients(h.square().mean(), weights);
    if (check) {
      checkedGradient = all.get(0);
    } else {
      plainGradient = all.get(0);
    }
    return Program.compile(all, Updates.NONE);
  }

  @Test
  void checkpoint_thatCapturesAnExpression_hasTheGradientsWithoutIt() {
    Expr p = parameter("p", new DMatrixRMaj(1, 4, true, 1, 2, 3, 4));
    Expr h = p.square();
    Expr loss = checkpoint(z -> z.elementMult(h), p).elementSum().plus(h.elementSum());
    same(new DMatrixRMaj(1, 4, true, 2, 3, 4, 5), gradients(loss, h).get(0).evaluate());
    same(new DMatrixRMaj(1, 4, true, 5, 16, 33, 56), gradients(loss, p).get(0).evaluate());
  }

  @Test
  void checkpoint_insideAScan_flowsToWhatItCaptures() {
    Expr x = parameter("x", point);
    Expr w = parameter("w", normal(2, 2));
    Expr m = w.sin();
    Expr checked =
        Control.scan(3, h -> checkpoint(z -> z.mult(m).mult(w).tanh(), h), x).last().elementSum();
    Expr plain = Control.repeat(3, h -> h.mult(m).mult(w).tanh(), x).elementSum();
    for (Expr target : List.of(w, m, x)) {
      same(
          gradients(plain, target).get(0).evaluate(), gradients(checked, target).get(0).evaluate());
    }
  }

  @Test
  void checkpoint_isComputedTwice_andNotMerged() {
    Expr x = input("x", 4, 2);
    Expr loss = checkpoint(z -> z.sin().cos(), x).elementSum();
    String text = compile(gradients(loss, x).get(0)).text();
    assertTrue(text.contains("barrier"), text);
    String forward = compile(List.of(loss, gradients(loss, x).get(0)), Updates.NONE).text();
    assertEquals(2, forward.split("sin\\(").length - 2, forward);
    assertFalse(compile(loss).text().contains("barrier"));
  }

  @Test
  void scaleAndClipGradient_nest() {
    Expr x = parameter("x", point);
    same(
        scaled(point, -6),
        gradients(x.scaleGradient(-3).square().elementSum(), x).get(0).evaluate());
    Expr clipped = gradients(x.clipGradient(-0.5, 0.5).square().elementSum(), x).get(0);
    for (int i = 0; i < 8; i++) {
      assertEquals(Math.max(-0.5, Math.min(0.5, 2 * point.data[i])), clipped.evaluate().data[i], 0);
    }
  }

  @Test
  void gradients_unreached_saysWhereThePathBroke() {
    Expr x = parameter("x", point);
    Expr loss = x.stopGradient().elementSum().plus(x.greaterThan(0).elementSum());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> gradients(loss, x));
    assertTrue(error.toString().contains("stopGradient('x')"), error::toString);
    assertTrue(error.toString().contains("lessThan"), error::toString);
    assertTrue(error.toString().contains(" At "), error::toString);
    same(new DMatrixRMaj(4, 2), gradients(loss, List.of(x), Unreached.WARN).get(0).evaluate());
  }

  @Test
  void paths_listStepsOnce() {
    Expr x = input("x", 2, 2);
    Expr y = x.elementMult(x).plus(x.stopGradient());
    assertEquals(5, Paths.between(x, y).size());
    assertEquals(3, Paths.differentiableBetween(x, y).size());
  }

  private static DMatrixRMaj scaled(DMatrixRMaj x, double c) {
    DMatrixRMaj y = x.copy();
    CommonOps_DDRM.scale(c, y);
    return y;
  }

  private static void same(DMatrixRMaj expected, DMatrixRMaj actual) {
    assertEquals(expected.numRows, actual.numRows);
    assertEquals(expected.numCols, actual.numCols);
    same(expected.data, actual.data);
  }

  /** Sums of a few products in another order: some roundings of numbers of size 1 to 1000. */
  private static void same(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-13 * Math.max(1, Math.abs(expected[i])));
    }
  }
}
