// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Dropout.dropout;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int ROWS = 2000;
  private final Expr step = input("step", 1, 1);
  private final Expr x = input("x", ROWS, 50);

  @Test
  void dropout_zeroesTheShareAskedFor_andScalesTheRest() {
    Expr y = dropout(x, 0.3, 11, step);
    DMatrixRMaj result = run(y, 4).value(y);
    int zeros = 0;
    for (int i = 0; i < result.getNumElements(); i++) {
      zeros += result.data[i] == 0 ? 1 : 0;
      assertTrue(result.data[i] == 0 || result.data[i] == 1 / (1 - 0.3));
    }
    // Of 100,000 draws the share is within 5 standard deviations, 5 sqrt(0.21 / 100000).
    assertEquals(0.3, zeros / 100_000.0, 0.0073);
  }

  @Test
  void dropout_changesFromStepToStep_andComesBack() {
    Expr y = dropout(x, 0.5, 11, step);
    Workspace run = run(y, 1);
    DMatrixRMaj first = run.value(y).copy();
    DMatrixRMaj second = run.set(step, 2).run().value(y).copy();
    DMatrixRMaj again = run.set(step, 1).run().value(y);
    assertTrue(MatrixFeatures_DDRM.isEquals(first, again));
    int equal = 0;
    for (int i = 0; i < 100_000; i++) {
      equal += first.data[i] == second.data[i] ? 1 : 0;
    }
    // Independent masks agree in half of the places, within 5 standard deviations.
    assertEquals(0.5, equal / 100_000.0, 0.0079);
    Expr other = dropout(x, 0.5, 12, step);
    assertFalse(MatrixFeatures_DDRM.isEquals(first, run(other, 1).value(other)));
  }

  @Test
  void dropout_inRowsOfBlocks_hasTheMaskOfTheWhole() {
    Expr chained = dropout(x.sin(), 0.5, 11, step).square().plus(1);
    Expr mask = Expr.apply(new DropoutMask(x.shape(), 0.5, 11), step);
    DMatrixRMaj expected = run(mask, 3).value(mask);
    DMatrixRMaj actual = run(chained, 3).value(chained);
    for (int i = 0; i < 100_000; i++) {
      double dropped = expected.data[i] * Math.sin(1);
      assertEquals(dropped * dropped + 1, actual.data[i], 1e-14);
    }
  }

  /** The same on any machine and in any version: what is documented of the mask. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 3, 0x1p53})
  void mask_isDrawnFromSeedStepAndPlace(double at) {
    Expr mask = Expr.apply(new DropoutMask(x.shape(), 0.3, 11), step);
    assertEquals("dropoutMask[2000x50, 0.3, seed 11](..) 2000x50", mask.toString());
    assertTrue(mask.node().line().isPresent());
    DMatrixRMaj values = run(mask, at).value(mask);
    CounterRandom random = CounterRandom.of(11);
    for (int i = 0; i < 100_000; i++) {
      double expected = random.uniform(((long) at) * 100_000 + i) < 0.3 ? 0 : 1 / (1 - 0.3);
      assertEquals(expected, values.data[i], "element " + i);
    }
  }

  /** Pieces of a row, with ops before and after, do not begin the row's draws anew. */
  @Test
  void mask_ofFewLongRows_isDrawnFromThePlaceToo() {
    Expr wide = Autograd.input("wide", 2, 20_000);
    Expr y = dropout(wide.plus(1), 0.3, 11, step);
    DMatrixRMaj actual =
        Autograd.compile(y)
            .workspace()
            .set(wide, new DMatrixRMaj(2, 20_000))
            .set(step, 2)
            .run()
            .value(y);
    CounterRandom random = CounterRandom.of(11);
    for (int i = 0; i < 40_000; i++) {
      double expected = random.uniform(80_000 + i) < 0.3 ? 0 : 1 / (1 - 0.3);
      assertEquals(expected, actual.data[i], "element " + i);
    }
  }

  @Test
  void dropout_hasTheMaskAsItsSlope() {
    Expr y = dropout(x, 0.25, 7, step);
    Expr xBar = gradients(y.elementSum(), x).get(0);
    Workspace run = compile(y, xBar).workspace().set(step, 9).set(x, ones()).run();
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(y), run.value(xBar)));
    GradientCheck.of(z -> dropout(z, 0.4, 3, constant(2)).sin()).at(normal(3, 4)).order(2).verify();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e17})
  void dropout_ofAStepThatIsNoCount_fails(double wrong) {
    Expr y = dropout(x, 0.5, 11, step);
    OpFailedException failure = assertThrows(OpFailedException.class, () -> run(y, wrong));
    assertTrue(
        failure.toString().contains("the step must be a whole number from 0 to 2^53, got " + wrong),
        failure::toString);
  }

  private Workspace run(Expr y, double at) {
    return compile(y).workspace().set(step, at).set(x, ones()).run();
  }

  private static DMatrixRMaj ones() {
    DMatrixRMaj ones = new DMatrixRMaj(ROWS, 50);
    Arrays.fill(ones.data, 1);
    return ones;
  }
}
