// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class NodeTest {
  @Test
  void equality_isIdentity() {
    Node x = Node.input("x", Shape.of(2, 3));
    assertNotEquals(x, Node.input("x", Shape.of(2, 3)));
    assertNotEquals(TestOps.sine(x), TestOps.sine(x));
    assertNotEquals(Node.constant(1), Node.constant(1));
    assertEquals(x, x);
  }

  @Test
  void constant_isCopiedInAndOut() {
    DMatrixRMaj data = new DMatrixRMaj(new double[][] {{1, 2}});
    Node.Constant constant = (Node.Constant) Node.constant(data);
    data.data[0] = 100;
    assertEquals(1, constant.value().data[0]);
    constant.value().data[0] = 200;
    assertEquals(1, constant.value().data[0]);
  }

  @Test
  void apply_theCallersArrayChangedLater_changesNothing() {
    Node x = Node.input("x", Shape.SCALAR);
    Node z = Node.input("z", Shape.SCALAR);
    Node[] inputs = {x, z};
    Node sum = Node.apply(new Add(), inputs);
    inputs[0] = z;
    assertSame(x, sum.input(0));
  }

  @Test
  void inputs_cannotBeChanged() {
    Node x = Node.input("x", Shape.SCALAR);
    List<Node> inputs = TestOps.sine(x).inputs();
    assertEquals(List.of(x), inputs);
    assertThrows(UnsupportedOperationException.class, () -> inputs.set(0, x));
  }

  @Test
  void describe_eachKind() {
    Node x = Node.input("x", Shape.of(2, 3));
    assertEquals("'x' 2x3", x.describe());
    assertEquals("'w' 1x1", Cell.scalar("w", 0).node().describe());
    assertEquals("2.5 1x1", Node.constant(2.5).describe());
    assertEquals("constant 2x2", Node.constant(new DMatrixRMaj(2, 2)).describe());
    assertEquals("sine[0](..) 2x3", TestOps.sine(x).toString());
    assertEquals("'hidden' 2x3", Structure.named(x, "hidden").describe());
  }

  @Test
  void name_isTheUsers() {
    Node x = Node.input("x", Shape.SCALAR);
    assertEquals(Optional.of("x"), x.name());
    assertEquals(Optional.of("w"), Cell.scalar("w", 0).node().name());
    assertEquals(Optional.of("n"), Structure.named(x, "n").name());
    assertEquals(Optional.empty(), Node.constant(1).name());
    assertEquals(Optional.empty(), TestOps.sine(x).name());
  }

  @Test
  void input_emptyName_isAnError() {
    assertThrows(IllegalArgumentException.class, () -> Node.input("", Shape.SCALAR));
  }

  @Test
  void op_isThereForApplicationsOnly() {
    Node x = Node.input("x", Shape.SCALAR);
    assertFalse(x.op().isPresent());
    assertEquals(Optional.of(new TestOps.Sine(0)), TestOps.sine(x).op());
    assertEquals(0, x.inputCount());
    assertEquals(1, TestOps.sine(x).inputCount());
  }

  @Test
  void line_isNotedOnlyWhereARunMayFail() {
    Node x = Node.input("x", Shape.SCALAR);
    assertFalse(TestOps.sine(x).line().isPresent());
    assertTrue(TestOps.identity(x, () -> {}).line().isPresent());
  }

  @Test
  void apply_shapesThatDoNotFit_namesOpRuleRolesAndShapes() {
    Node x = Node.input("x", Shape.of(2, 3));
    Node w = Node.constant(new DMatrixRMaj(3, 2));
    ShapeMismatchException error =
        assertThrows(ShapeMismatchException.class, () -> TestOps.times(x, w));
    assertEquals("all operands must have the same shape", error.rule());
    String start =
        "times: all operands must have the same shape, got a='x' 2x3, b=constant 3x2, at ";
    assertTrue(error.toString().contains(": " + start), error::toString);
  }

  @Test
  void structure_shapesThatDoNotFit_areErrors() {
    Node x = Node.input("x", Shape.of(2, 3));
    assertThrows(ShapeMismatchException.class, () -> Structure.add(x, TestOps.flip(x)));
    for (Shape target : List.of(Shape.of(2, 1), Shape.of(4, 3), Shape.of(1, 1), Shape.of(3, 2))) {
      assertThrows(ShapeMismatchException.class, () -> Structure.broadcast(x, target));
    }
    for (Shape target : List.of(Shape.of(2, 2), Shape.of(4, 3), Shape.of(3, 2), Shape.of(0, 3))) {
      assertThrows(ShapeMismatchException.class, () -> Structure.sumTo(x, target));
    }
  }

  @Test
  void structure_sameShape_addsNoNode() {
    Node x = Node.input("x", Shape.of(2, 3));
    assertSame(x, Structure.broadcast(x, Shape.of(2, 3)));
    assertSame(x, Structure.sumTo(x, Shape.of(2, 3)));
  }

  @Test
  void fill_isZero_onlyForZero() {
    assertTrue(Structure.isZero(Structure.fill(0, Shape.of(2, 3))));
    // It may be a target, and what hangs on it then counts.
    assertFalse(Structure.isZero(Node.constant(0)));
    assertFalse(Structure.isZero(Structure.fill(Double.NaN, Shape.of(2, 3))));
    assertFalse(Structure.isZero(Node.input("x", Shape.SCALAR)));
    assertFalse(Structure.isZero(Structure.broadcast(Cell.scalar("w", 0).node(), Shape.of(2, 2))));
  }
}
