// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.graph.Paths.Step;
import org.junit.jupiter.api.Test;

class PathsTest {
  private final Node x = Node.input("x", Shape.SCALAR);
  private final Node other = Node.input("other", Shape.SCALAR);

  @Test
  void between_areTheStepsInTheOrderOfComputation_andNoOthers() {
    Node sine = TestOps.sine(x);
    Node beside = TestOps.sine(other);
    Node product = TestOps.times(beside, sine);
    Node y = Structure.add(product, x);
    assertEquals(
        List.of(new Step(sine, 0), new Step(product, 1), new Step(y, 0), new Step(y, 1)),
        Paths.between(x, y));
    Step second = Paths.between(x, y).get(1);
    assertSame(sine, second.taken());
    assertEquals(new TestOps.Times(), second.op());
  }

  @Test
  void between_anInputTakenTwice_areTwoSteps() {
    Node y = TestOps.times(x, x);
    assertEquals(List.of(new Step(y, 0), new Step(y, 1)), Paths.between(x, y));
  }

  @Test
  void between_startInTheMiddle_leavesOutWhatItIsMadeOf() {
    Node middle = TestOps.sine(x);
    Node y = TestOps.sine(middle);
    assertEquals(List.of(new Step(y, 0)), Paths.between(middle, y));
    assertEquals(List.of(), Paths.between(y, y));
    assertEquals(List.of(), Paths.between(other, y));
  }

  @Test
  void differentiableBetween_endsWhereNoDerivativeFlows() {
    Node stopped = TestOps.sine(Structure.stopGradient(x));
    Node flowing = TestOps.sine(x);
    Node y = Structure.add(stopped, flowing);
    assertEquals(5, Paths.between(x, y).size());
    assertEquals(List.of(new Step(flowing, 0), new Step(y, 1)), Paths.differentiableBetween(x, y));
  }

  @Test
  void computes_isFalseForATokenThatIsOnlyWaitedFor() {
    Node late = Node.apply(new Barrier(), other, x);
    Node y = TestOps.sine(late);
    assertEquals(2, Paths.between(x, y).size());
    assertFalse(Paths.computes(x, y));
    assertFalse(Paths.computes(x, TestOps.times(other, other)));
    assertTrue(Paths.computes(x, Structure.add(Structure.stopGradient(x), late)));
    assertTrue(Paths.computes(x, x));
  }

  @Test
  void replace_putsANodeInThePlaceOfAnother_andKeepsTheRest() {
    Node kept = TestOps.sine(other);
    Node y =
        Replacement.in(List.of(TestOps.times(TestOps.sine(x), kept)), List.of(x), List.of(other))
            .get(0);
    assertSame(other, y.input(0).input(0));
    assertSame(kept, y.input(1));
    assertSame(y, Replacement.in(List.of(y), List.of(x), List.of(other)).get(0));
    assertSame(other, Replacement.in(List.of(x), List.of(x), List.of(other)).get(0));
  }

  /** x * stop(x + z): of the steps to x only the product's first is one that a derivative takes. */
  @Test
  void differentiableBetween_leavesOutWhatEndsOnTheWay() {
    Node x = Node.input("from", Shape.of(2, 2));
    Node stopped = Structure.stopGradient(TestOps.sine(x));
    Node y = TestOps.times(x, stopped);
    assertEquals(1, Paths.differentiableBetween(x, y).size());
    assertEquals(y, Paths.differentiableBetween(x, y).get(0).user());
  }
}
