// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What an op is that says nothing of itself, and how the ops of this module answer. */
class OpTest {
  private final Op flip = new TestOps.Flip();
  private final Op times = new TestOps.Times();

  @Test
  void defaults_areThoseOfAWholeDifferentiableOpInDouble() {
    assertTrue(flip.differentiable(0));
    assertFalse(flip.inPlace());
    assertFalse(flip.mayFail());
    assertEquals(Op.Numbers.DOUBLE, flip.numbers());
    assertSame(RowRule.WHOLE, flip.rows(List.of(Shape.of(2, 3))));
    Kernel kernel = flip.kernel(List.of(Shape.of(2, 3)), Precision.FLOAT64);
    assertEquals(1, kernel.parts());
  }

  /** Its matrices take arrays from the start, where blocks of rows do not begin. */
  @Test
  void matrixOp_withARuleOfRows_isRefused_beforeItComputesWithOtherRows() {
    Node y = Node.apply(new DoubledByRow(), Node.input("x", Shape.of(2, 3)));
    Program program = Program.compile(List.of(y), Updates.NONE);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, program::workspace);
    assertTrue(
        error.toString().contains("doubledByRow: a MatrixOp runs on whole matrices"),
        error::toString);
  }

  /** y = 2 x, said to be so in each row. */
  private record DoubledByRow() implements MatrixOp {
    @Override
    public String label() {
      return "doubledByRow";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.each(true);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      for (int i = 0; i < y.getNumElements(); i++) {
        y.data[i] = 2 * x[0].data[i];
      }
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(Node.apply(this, yBar));
    }
  }

  /** What was called with what; of what is computed on the way the call alone. */
  @Test
  void failure_namesTheMethodThatWasCalled_andItsOperand() {
    Node x = Node.constant(new DMatrixRMaj(2, 2));
    assertEquals("refusing of constant 2x2: no", failure(new Refusing("refusing"), x));
    assertEquals("solve of constant 2x2: no", failure(new Refusing("solve"), x));
    assertEquals("solve: no", failure(new Refusing("solve"), TestOps.sine(x)));
    assertEquals("refusing(..) 2x2: no", failure(new Refusing("refusing"), x, x));
  }

  private static String failure(Op op, Node... x) {
    Node.Application node = (Node.Application) Node.apply(op, x);
    String message = new OpFailedException(node, new IllegalArgumentException("no")).toString();
    return message.substring(message.indexOf(": ") + 2).replaceAll(", at .*", "");
  }

  /** An op that fails whatever it is given, as a part of a method. */
  private record Refusing(String calledAs) implements MatrixOp {
    @Override
    public String label() {
      return "refusing";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      throw new IllegalArgumentException("no");
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }

  @Test
  void roles_ofOneTwoAndMoreInputs() {
    assertEquals("x", times.role(0, 1));
    assertEquals("a", times.role(0, 2));
    assertEquals("b", times.role(1, 2));
    assertEquals("x1", times.role(0, 3));
    assertEquals("x3", times.role(2, 3));
  }

  @Test
  void cost_isTheElementsOfTheLargest() {
    assertEquals(12, flip.cost(List.of(Shape.of(2, 3), Shape.of(3, 4)), Shape.of(1, 5)));
    assertEquals(5, flip.cost(List.of(Shape.SCALAR), Shape.of(1, 5)));
  }

  @Test
  void kernel_partsOfOneThatHasNone_areTheWhole() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2, 3}});
    DMatrixRMaj y = new DMatrixRMaj(3, 1);
    flip.kernel(List.of(Shape.of(x)), Precision.FLOAT64)
        .run(new Block[] {Block.of(x)}, Block.of(y), 0);
    assertEquals(3, y.data[2]);
  }

  @Test
  void elementwise_rows_ofAnyNumberOfInputs() {
    for (int inputs = 1; inputs <= 5; inputs++) {
      RowRule rule = times.rows(Collections.nCopies(inputs, Shape.SCALAR));
      assertEquals(RowRule.Kind.EACH, rule.kind());
      assertEquals(Collections.nCopies(inputs, true), rule.byRow());
    }
    assertEquals(
        new RowRule(RowRule.Kind.SUM, false, List.of(true, false)), RowRule.sum(true, false));
  }

  @Test
  void structure_labelsSayWhatTheyDo() {
    Node x = Node.input("x", Shape.of(2, 1));
    assertEquals("plus(..) 2x1", Structure.add(x, x).describe());
    assertEquals("broadcast[2x4](..) 2x4", Structure.broadcast(x, Shape.of(2, 4)).describe());
    assertEquals("sumTo[1x1](..) 1x1", Structure.sumTo(x, Shape.SCALAR).describe());
    assertEquals("stopGradient(..) 2x1", Structure.stopGradient(x).describe());
    assertEquals("copy", new Copy().label());
  }

  @Test
  void structure_numberOf_isThatOfConstantsAndFills() {
    assertEquals(2.5, Structure.numberOf(Node.constant(2.5)).orElseThrow());
    assertEquals(2.5, Structure.numberOf(Structure.fill(2.5, Shape.of(2, 3))).orElseThrow());
    assertTrue(Structure.numberOf(Node.constant(new DMatrixRMaj(2, 2))).isEmpty());
    assertTrue(Structure.numberOf(Node.input("x", Shape.SCALAR)).isEmpty());
    assertTrue(Structure.isBroadcast(Structure.fill(1, Shape.of(1, 2))));
    assertFalse(Structure.isBroadcast(TestOps.sine(Node.constant(1))));
    assertFalse(Structure.isBroadcast(Node.constant(1)));
  }

  @Test
  void structure_rules_areThoseOfSums() {
    Shape tall = Shape.of(5, 2);
    Op toColumn = new SumTo(Shape.of(5, 1));
    Op toRow = new SumTo(Shape.of(1, 2));
    assertEquals(RowRule.each(true), toColumn.rows(List.of(tall)));
    assertEquals(RowRule.sum(true), toRow.rows(List.of(tall)));
    Op toNumber = new SumTo(Shape.SCALAR);
    assertEquals(RowRule.sumOfElements(true), toNumber.rows(List.of(tall)));
    assertEquals(RowRule.sumOfElements(true), toNumber.rows(List.of(Shape.of(1, 5000))));
    assertEquals(RowRule.each(true), toNumber.rows(List.of(Shape.of(1, 4096))));
    Op broadcast = new Broadcast(tall);
    assertEquals(RowRule.eachElement(true), broadcast.rows(List.of(Shape.of(5, 1))));
    assertEquals(RowRule.eachElement(false), broadcast.rows(List.of(Shape.of(1, 2))));
    assertEquals(RowRule.eachElement(true), new Copy().rows(List.of(tall)));
  }

  @Test
  void elementwise_opWhoseResultHasAnotherShape_isRefused() {
    Node x = Node.input("x", Shape.of(2, 1));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Node.apply(new Reshaping(), x));
    assertEquals(
        "reshaping: an elementwise op has one shape for inputs and result, got [2x1] and 1x2",
        error.getMessage());
  }

  /** Breaks the contract. */
  private record Reshaping() implements ElementwiseOp {
    @Override
    public String label() {
      return "reshaping";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0).transposed();
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      throw new IllegalStateException("never run here");
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }
}
