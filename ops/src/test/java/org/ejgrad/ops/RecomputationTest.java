// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.SameNumbers.same;
import static org.ejgrad.ops.SameNumbers.scaled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;

/** Checkpoints: what is computed again for the gradient instead of kept. */
class RecomputationTest {
  private final DMatrixRMaj point = normal(4, 2);

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
}
