// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the contributions to one cotangent are added. */
class PairwiseSumTest {
  private static final int USES = 20_000;

  private final Node x = Cell.scalar("x", 1).node();

  /** x c_0 + x c_1 + ... */
  private Node sumOfProducts(double[] factors) {
    Node y = TestOps.times(x, Node.constant(factors[0]));
    for (int k = 1; k < factors.length; k++) {
      y = Structure.add(y, TestOps.times(x, Node.constant(factors[k])));
    }
    return y;
  }

  private Node gradient(double[] factors) {
    return Gradients.of(
            sumOfProducts(factors), Structure.one(), List.of(x), Gradients.Unreached.ERROR)
        .get(0);
  }

  private double slope(double[] factors) {
    Node bar = gradient(factors);
    return Program.compile(List.of(bar), Updates.NONE).workspace().run().scalar(bar);
  }

  /** One by one beside 2^53, each is rounded away, or up to 2. */
  @Test
  void manyUsesOfOneNode_besideALargeOne_areNotRoundedAway() {
    for (int large : new int[] {0, USES / 2, USES - 1}) {
      double[] factors = new double[USES];
      Arrays.fill(factors, 1.0);
      factors[large] = 0x1p53;
      double exact = 0x1p53 + (USES - 1);
      // At each of the 15 levels of the tree the large one is rounded once, by 1 at most.
      assertEquals(exact, slope(factors), 15, "large at " + large);
    }
  }

  @Test
  void manyUsesOfOneNode_ofEqualSize_areRightToAFewRoundings() {
    double[] factors = new double[USES];
    Arrays.fill(factors, 0.1);
    // 15 levels; one by one it would be off by 2e-13 of it.
    assertEquals(USES * 0.1, slope(factors), 15 * Math.ulp(USES * 0.1) / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100})
  void sum_isATreeOfLogarithmicDepth_withOneAdditionFewerThanTerms(int terms) {
    double[] factors = new double[terms];
    for (int k = 0; k < terms; k++) {
      factors[k] = 1 << k % 20;
    }
    double exact = 0;
    for (double factor : factors) {
      exact += factor;
    }
    assertEquals(exact, slope(factors));
    NodeList list = NodeList.of(List.of(gradient(factors)));
    int[] depth = new int[list.size()];
    int additions = 0;
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i).op().orElse(null) instanceof Add) {
        additions++;
        depth[i] = 1 + Math.max(depth[list.input(i, 0)], depth[list.input(i, 1)]);
      }
    }
    assertEquals(terms - 1, additions);
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(terms - 1);
    // Parts of different sizes are joined in a chain, the smallest first.
    assertTrue(depth[list.root(0)] <= levels, () -> depth[list.root(0)] + " of " + levels);
  }

  @Test
  void contributionsOfZero_areNoTerms() {
    List<Node> parts = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      parts.add(k % 2 == 0 ? Structure.fill(0, Shape.SCALAR) : Node.input("bar" + k, Shape.SCALAR));
    }
    Node y = Structure.named(x, "y");
    Node bar =
        Gradients.of(List.of(y, y, y, y, y, y), parts, List.of(y), Gradients.Unreached.ERROR)
            .get(0);
    assertSame(parts.get(5), bar.input(1));
    assertSame(parts.get(1), bar.input(0).input(0));
    assertSame(parts.get(3), bar.input(0).input(1));
  }

  @Test
  void memoryOfASumOfManyMatrices_growsWithTheDepthOfTheTree() {
    Node w = Node.input("w", Shape.of(50, 50));
    Node factor = Node.input("factor", Shape.of(50, 50));
    Node y = TestOps.sine(w);
    for (int k = 0; k < 500; k++) {
      y = Structure.add(y, TestOps.flip(TestOps.times(w, TestOps.flip(factor))));
    }
    Node bar =
        Gradients.of(y, Structure.fill(3, y.shape()), List.of(w), Gradients.Unreached.ERROR).get(0);
    long matrices =
        Program.compile(List.of(bar), Updates.NONE).bufferBytes() / (50 * 50 * Double.BYTES);
    assertTrue(matrices <= 16, () -> matrices + " matrices");
  }
}
