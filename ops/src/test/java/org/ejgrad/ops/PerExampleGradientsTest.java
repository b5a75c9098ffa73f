// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.perExampleGradients;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.SameNumbers.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of examples, of batches of one as well, where nothing is broadcast. */
class PerExampleGradientsTest {
  private final Expr w = parameter("w", random(3, 4, 1));
  private final Expr b = parameter("b", random(1, 4, 2));
  private final Expr gain = parameter("gain", random(1, 4, 3));
  private final Expr shift = parameter("shift", random(4, 1, 4));
  private final Expr u = parameter("u", random(4, 1, 5));
  private final Expr c = parameter("c", random(1, 1, 6));
  private final List<Expr> all = List.of(w, b, gain, shift, u, c);

  /** A layer with layer normalization, and a product to one number for each example. */
  private Expr losses(DMatrixRMaj features) {
    Expr z = constant(features).mult(w).plus(b).tanh().plus(b.square());
    Expr centred = z.minus(z.meanRows());
    Expr normal = centred.elementDiv(centred.square().meanRows().plus(0.1).sqrt());
    Expr scaled = normal.elementMult(gain).plus(shift.transpose());
    return scaled.mult(u).plus(c).square();
  }

  @Test
  void batchOfOne_hasTheGradientsOfItsLoss() {
    Expr loss = losses(normal(1, 3));
    List<Expr> expected = gradients(loss, all);
    List<Expr> actual = perExampleGradients(loss, all.toArray(new Expr[0]));
    for (int k = 0; k < all.size(); k++) {
      DMatrixRMaj e = expected.get(k).evaluate();
      DMatrixRMaj a = actual.get(k).evaluate();
      assertEquals(Shape.of(1, e.getNumElements()), Shape.of(a));
      same(e.data, a.data);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void elementwiseUseInABatchOfOne_isThatInARowOfMany(int kind) {
    List<UnaryOperator<Expr>> uses =
        List.of(
            z -> z.plus(b).elementMult(z),
            z -> z.elementMult(gain),
            z -> gain.minus(z).square(),
            z -> z.elementMult(shift.transpose()));
    List<Expr> targets = List.of(b, gain, gain, shift);
    UnaryOperator<Expr> use = uses.get(kind);
    DMatrixRMaj features = normal(3, 4);
    DMatrixRMaj many = of(use, features, targets.get(kind));
    for (int i = 0; i < 3; i++) {
      DMatrixRMaj row = CommonOps_DDRM.extract(features, i, i + 1, 0, 4);
      same(CommonOps_DDRM.extractRow(many, i, null).data, of(use, row, targets.get(kind)).data);
    }
  }

  private static DMatrixRMaj of(UnaryOperator<Expr> use, DMatrixRMaj features, Expr target) {
    Expr losses = use.apply(constant(features)).sin().sumRows();
    return perExampleGradients(losses, target).get(0).evaluate();
  }

  /** Not a batch of one: the mean loss of many. */
  @Test
  void meanLossOfABatch_isRefused() {
    Expr mean = constant(normal(5, 3)).mult(w).plus(b).square().mean();
    for (Expr target : List.of(w, b)) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> perExampleGradients(mean, target));
      assertTrue(error.toString().contains("must enter by a product"), error::toString);
    }
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

  private static void refused(String text, Executable program) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, program);
    assertTrue(error.toString().contains(text), error::toString);
  }

  private static DMatrixRMaj random(int rows, int cols, int seed) {
    return CounterRandom.of(seed).normal(rows, cols, 0, 1);
  }
}
