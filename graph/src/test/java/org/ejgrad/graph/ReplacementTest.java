// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplacementTest {
  private final Node x = Cell.scalar("x", 0.5).node();
  private final Node y = Cell.scalar("y", 3).node();

  @Test
  void in_sharedNodes_areReplacedOnceAndStayShared() {
    Node sine = TestOps.sine(x);
    Node sum = Structure.add(sine, TestOps.times(sine, y));
    Node moved = Structure.add(x, Node.constant(1));
    List<Node> there = Replacement.in(List.of(sum, sine), List.of(x), List.of(moved));
    assertEquals(Math.sin(1.5) * 4, TestOps.interpret(there.get(0)).get(0), 1e-15);
    assertSame(there.get(1), there.get(0).input(0));
    // The expression itself is what it was.
    assertEquals(Math.sin(0.5) * 4, TestOps.interpret(sum).get(0), 1e-15);
  }

  @Test
  void in_whatDoesNotDepend_staysTheSameNode() {
    Node product = TestOps.times(y, y);
    Node sum = Structure.add(product, x);
    Node there = Replacement.in(List.of(sum), List.of(x), List.of(Node.constant(2))).get(0);
    assertSame(product, there.input(0));
  }

  @Test
  void in_swap_takesTheOldOnes() {
    Node difference = Structure.add(x, TestOps.sine(y));
    Node there = Replacement.in(List.of(difference), List.of(x, y), List.of(y, x)).get(0);
    assertEquals(3 + Math.sin(0.5), TestOps.interpret(there).get(0), 1e-15);
  }

  @Test
  void in_anotherShapeOrCount_isRefused() {
    Node wide = Node.input("wide", Shape.of(1, 2));
    ShapeMismatchException thrown =
        assertThrows(
            ShapeMismatchException.class,
            () -> Replacement.in(List.of(x), List.of(x), List.of(wide)));
    assertTrue(String.valueOf(thrown.getMessage()).contains("replaced='x' 1x1, by='wide' 1x2"));
    assertThrows(
        IllegalArgumentException.class, () -> Replacement.in(List.of(x), List.of(x), List.of()));
  }
}
