// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTest {
  private static NonFiniteException guarded(Node guard, Node input, double value) {
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(guard))).workspace();
    run.set(input, new DMatrixRMaj(1, 1, true, value));
    return assertThrows(NonFiniteException.class, run::run);
  }

  /** Names may hold what also stands in a formula. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "f(x", "f)x", "a holds b", "a produced (b)", "house (old) price"})
  void op_ofALeaf_isItsName_ofAnOp_itsLabel(String name) {
    Node x = Node.input(name, Shape.SCALAR);
    NonFiniteException leaf = guarded(TestOps.sine(x), x, Double.NaN);
    assertEquals("'" + name + "'", leaf.op());
    assertTrue(leaf.origin().startsWith("'" + name + "' 1x1 holds NaN at (0, 0)"), leaf.origin());
    NonFiniteException op = guarded(TestOps.times(x, x), x, 1e200);
    assertEquals("times", op.op());
    assertTrue(op.origin().contains(" 1x1 produced Infinity at (0, 0)"), op.origin());
  }

  @Test
  void op_ofAnOpWithSettings_keepsThem() {
    Node x = Node.input("x", Shape.SCALAR);
    NonFiniteException e =
        guarded(Structure.broadcast(TestOps.times(x, x), Shape.of(2, 1)), x, 1e200);
    assertEquals("times", e.op());
    Node named = Structure.named(TestOps.times(x, x), "loss");
    assertEquals("times", guarded(named, x, 1e200).op());
  }

  /** One matrix holds a harmless -infinity in its first row and what goes wrong in its second. */
  @Test
  void op_besideAHarmlessInfinityInTheSameMatrix_isTheOneNamed() {
    Node mask = Node.constant(new DMatrixRMaj(2, 1, true, Double.NEGATIVE_INFINITY, 0));
    Node x = Node.input("x", Shape.of(2, 1));
    Node logits = Structure.add(mask, TestOps.times(x, x));
    Node sum = Structure.sumTo(Node.apply(new Exp(), logits), Shape.SCALAR);
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(sum))).workspace();
    run.set(x, new DMatrixRMaj(2, 1, true, 1, 1e200));
    NonFiniteException infinite = assertThrows(NonFiniteException.class, run::run);
    assertEquals("times('x', 'x') 2x1 produced Infinity at (1, 0)", infinite.origin());
    run.set(x, new DMatrixRMaj(2, 1, true, 1, Double.NaN));
    NonFiniteException nan = assertThrows(NonFiniteException.class, run::run);
    assertEquals("'x' 2x1 holds NaN at (1, 0)", nan.origin());
  }

  /** The same in one row, which an op takes whole: kinds of numbers are told apart by trial. */
  @Test
  void op_besideAHarmlessInfinityInTheSameRow_isTheOneNamed() {
    Node mask = Node.constant(new DMatrixRMaj(1, 3, true, Double.NEGATIVE_INFINITY, 0, 0));
    Node x = Node.input("x", Shape.of(1, 3));
    Node logits = Structure.add(mask, TestOps.times(x, x));
    Node flipped = TestOps.flip(Node.apply(new Exp(), TestOps.flip(logits)));
    Node sum = Structure.sumTo(flipped, Shape.SCALAR);
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(sum))).workspace();
    run.set(x, new DMatrixRMaj(1, 3, true, 1, 2, 1e200));
    NonFiniteException thrown = assertThrows(NonFiniteException.class, run::run);
    assertEquals("times('x', 'x') 1x3 produced Infinity at (0, 2)", thrown.origin());
  }

  /** The same number in another row, where it does no harm, of an op that works row by row. */
  @Test
  void op_besideAHarmlessInfinityOfItsKindInAnotherRow_isTheOneNamed() {
    double[][] numbers = {{Double.NEGATIVE_INFINITY, 1, 0}, {0, 0, 0}};
    Node mask = Node.constant(new DMatrixRMaj(numbers));
    Node x = Node.input("x", Shape.of(2, 3));
    Node large = Structure.fill(-1e200, Shape.of(2, 3));
    Node logits = Structure.add(mask, TestOps.times(x, large));
    Node y = Node.apply(new ExpOfFirstPlusRest(), logits);
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(y))).workspace();
    run.set(x, new DMatrixRMaj(2, 3, true, 0, 0, 0, 0, 0, 1e200));
    NonFiniteException thrown = assertThrows(NonFiniteException.class, run::run);
    assertTrue(thrown.origin().startsWith("times('x', "), thrown.origin());
    assertTrue(thrown.origin().endsWith(" 2x3 produced -Infinity at (1, 2)"), thrown.origin());
  }

  @Test
  void infinities_thatAreHarmfulTogetherOnly_areNamed() {
    Node x = Node.input("x", Shape.SCALAR);
    Node y = Node.input("y", Shape.SCALAR);
    Node sum = Structure.add(y, TestOps.times(x, x));
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(sum))).workspace();
    run.set(x, new DMatrixRMaj(1, 1, true, 1e200));
    run.set(y, new DMatrixRMaj(1, 1, true, 1));
    assertEquals("times", assertThrows(NonFiniteException.class, run::run).op());
    run.set(y, new DMatrixRMaj(1, 1, true, Double.NEGATIVE_INFINITY));
    assertEquals("'y'", assertThrows(NonFiniteException.class, run::run).op());
  }

  @Test
  void anOpThatRefusesHarmlessNumbers_leavesItsInputsUnderSuspicion() {
    Node x = Node.input("x", Shape.of(1, 2));
    Node y = Node.apply(new InfinitiesOnly(), TestOps.times(x, x));
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(y))).workspace();
    run.set(x, new DMatrixRMaj(1, 2, true, 1, 1e200));
    assertEquals("times", assertThrows(NonFiniteException.class, run::run).op());
  }

  /** y = e^x. */
  private record Exp() implements ElementwiseOp {
    @Override
    public String label() {
      return "exp";
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          y.set(i, Math.exp(x[0].get(i)));
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(TestOps.times(yBar, y));
    }
  }

  /** y_i = e^(x_i0) + x_i1 + x_i2. */
  private record ExpOfFirstPlusRest() implements Op {
    @Override
    public String label() {
      return "expOfFirstPlusRest";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.get(0).rows(), 1);
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.each(true);
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.rows(); i++) {
          double rest = x[0].get(3 * i + 1) + x[0].get(3 * i + 2);
          y.set(i, Math.exp(x[0].get(3 * i)) + rest);
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new UnsupportedOperationException("not differentiated");
    }
  }

  /** y = x, and a failure if all is finite. */
  private record InfinitiesOnly() implements MatrixOp {
    @Override
    public String label() {
      return "infinitiesOnly";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      if (Double.isFinite(x[0].data[1])) {
        throw new IllegalArgumentException("must be infinite");
      }
      y.setTo(x[0]);
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }
}
