// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private final Node x = Node.input("x", Shape.of(1, 2));

  @Test
  void updates_readTheOldValues_soTwoCellsSwap() {
    Cell a = Cell.scalar("a", 1);
    Cell b = Cell.scalar("b", 2);
    Updates swap = Updates.of(Update.of(a, b), Update.of(b, a));
    Workspace run = Program.compile(List.of(), swap).workspace();
    run.run();
    assertEquals(List.of(2.0, 1.0), List.of(a.value().data[0], b.value().data[0]));
    run.run();
    assertEquals(List.of(1.0, 2.0), List.of(a.value().data[0], b.value().data[0]));
  }

  @Test
  void updates_resultsShowTheValuesBefore() {
    Cell a = Cell.scalar("a", 1);
    Node next = Structure.add(a.node(), a.node());
    Workspace run =
        Program.compile(List.of(a, next), Updates.of(Update.of(a, next))).workspace().run();
    assertEquals(1, run.scalar(a));
    assertEquals(2, run.scalar(next));
    assertEquals(2, a.value().data[0]);
  }

  @Test
  void guard_notFinite_changesNothingAndNamesTheFirstOp() {
    Cell a = Cell.scalar("a", 1);
    Cell b = Cell.scalar("b", 2);
    Node z = Node.input("z", Shape.SCALAR);
    Node born = TestOps.times(z, z);
    Node loss = TestOps.sine(Structure.add(born, Node.constant(1)));
    Updates updates =
        new Updates(List.of(Update.of(a, born), Update.of(b, Node.constant(7))), List.of(loss));
    Workspace run = Program.compile(List.of(loss), updates).workspace();

    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> run.set(z, 1e200).run());
    assertEquals(
        "sine[0](..) 1x1 is not finite, nothing was updated. First: times('z', 'z') 1x1 produced"
            + " Infinity at (0, 0)",
        error.getMessage());
    assertEquals("times('z', 'z') 1x1 produced Infinity at (0, 0)", error.origin());
    assertEquals("times", error.op());
    assertEquals(List.of(1.0, 2.0), List.of(a.value().data[0], b.value().data[0]));

    run.set(z, 3).run();
    assertEquals(List.of(9.0, 7.0), List.of(a.value().data[0], b.value().data[0]));
  }

  @Test
  void guard_notFinite_namesTheInputThatBroughtIt() {
    Node loss = Structure.sumTo(TestOps.sine(x), Shape.SCALAR);
    Updates updates = new Updates(List.of(), List.of(loss));
    Workspace run = Program.compile(List.of(loss), updates).workspace();
    run.set(x, new DMatrixRMaj(new double[][] {{1, Double.NaN}}));
    NonFiniteException error = assertThrows(NonFiniteException.class, run::run);
    assertEquals("'x' 1x2 holds NaN at (0, 1)", error.origin());
    assertEquals("'x'", error.op());
  }

  @Test
  void guard_notFinite_infinityThatDoesNotReachIt_isNotBlamed() {
    // A mask of -infinity beside the culprit, whose effect is finite again.
    Node mask = Node.constant(new DMatrixRMaj(new double[][] {{1, Double.NEGATIVE_INFINITY}}));
    Node harmless = Node.apply(new Finite(), mask);
    Node big = Node.input("big", Shape.of(1, 2));
    Node born = TestOps.times(big, big);
    Node loss = Structure.sumTo(Structure.add(harmless, born), Shape.SCALAR);
    Workspace run =
        Program.compile(List.of(mask, loss), new Updates(List.of(), List.of(loss))).workspace();
    run.set(big, new DMatrixRMaj(new double[][] {{1, 1e300}}));
    NonFiniteException error = assertThrows(NonFiniteException.class, run::run);
    assertEquals("times('big', 'big') 1x2 produced Infinity at (0, 1)", error.origin());
  }

  @Test
  void guard_onALeaf_isLookedAtToo() {
    Node other = Node.input("other", Shape.SCALAR);
    Workspace run =
        Program.compile(List.of(), new Updates(List.of(), List.of(x, other))).workspace();
    run.set(x, new DMatrixRMaj(1, 2)).set(other, 1).run();
    run.set(x, new DMatrixRMaj(new double[][] {{1, Double.NaN}}));
    NonFiniteException error = assertThrows(NonFiniteException.class, run::run);
    assertEquals("'x' 1x2 holds NaN at (0, 1)", error.origin());
  }

  @Test
  void firstNonFinite_namesWhereItWasBorn_alsoOutsideOfGuards() {
    Node product = TestOps.times(x, x);
    Workspace run = Program.compile(List.of(TestOps.sine(product)), Updates.NONE).workspace();
    run.set(x, new DMatrixRMaj(new double[][] {{1e200, 1}})).run();
    assertEquals(
        Optional.of("times('x', 'x') 1x2 produced Infinity at (0, 0)"), run.firstNonFinite());
  }

  @Test
  void firstNonFinite_allFinite_isEmpty() {
    Node y = TestOps.sine(x);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    run.set(x, new DMatrixRMaj(1, 2)).run();
    assertTrue(run.firstNonFinite().isEmpty());
  }

  @Test
  void failingOp_changesNothingAndNamesTheOp() {
    Cell a = Cell.scalar("a", 1);
    Node refuses =
        TestOps.identity(
            a.node(),
            () -> {
              throw new IllegalStateException("no");
            });
    Workspace run = Program.compile(List.of(), Updates.of(Update.of(a, refuses))).workspace();
    OpFailedException error = assertThrows(OpFailedException.class, run::run);
    assertTrue(error.toString().contains(": watched of 'a' 1x1: no, at "), error::toString);
    assertEquals(1, a.value().data[0]);
    a.set(new DMatrixRMaj(1, 1, true, 5));
    assertEquals(5, a.value().data[0]);
  }

  @Test
  void run_inputWithoutValue_isAnErrorThatNamesIt() {
    Workspace run = Program.compile(List.of(TestOps.sine(x)), Updates.NONE).workspace();
    IllegalStateException error = assertThrows(IllegalStateException.class, run::run);
    assertEquals("run: input 'x' 1x2 has no value; call set first", error.getMessage());
  }

  @Test
  void set_wrongShape_isAnErrorThatNamesBoth() {
    Workspace run = Program.compile(List.of(TestOps.sine(x)), Updates.NONE).workspace();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> run.set(x, new DMatrixRMaj(2, 1)));
    assertTrue(
        String.valueOf(error.getMessage())
            .startsWith(
                "set: the matrix must have the input\'s shape, got input=\'x\' 1x2,"
                    + " matrix=constant 2x1, at "));
  }

  @Test
  void run_matrixReshapedAfterSet_isAnError() {
    Workspace run = Program.compile(List.of(TestOps.sine(x)), Updates.NONE).workspace();
    DMatrixRMaj data = new DMatrixRMaj(1, 2);
    run.set(x, data).run();
    data.reshape(3, 3);
    assertThrows(IllegalArgumentException.class, run::run);
  }

  @Test
  void set_isReadAtEachRun() {
    Node y = Structure.sumTo(x, Shape.SCALAR);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    DMatrixRMaj data = new DMatrixRMaj(1, 2);
    assertEquals(0, run.set(x, data).run().scalar(y));
    data.data[1] = 5;
    assertEquals(5, run.run().scalar(y));
  }

  @Test
  void set_somethingElseThanAnInput_isAnError() {
    Node y = TestOps.sine(x);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    for (Operand wrong : List.of(y, Node.constant(1), Cell.scalar("w", 0))) {
      assertThrows(IllegalArgumentException.class, () -> run.set(wrong, 1));
    }
  }

  @Test
  void set_inputThatNoResultNeeds_isAccepted() {
    Node y = Node.constant(3);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    assertEquals(3, run.set(x, new DMatrixRMaj(1, 2)).run().scalar(y));
    assertThrows(IllegalArgumentException.class, () -> run.set(x, new DMatrixRMaj(2, 2)));
  }

  @Test
  void set_resultOfTheSameWorkspace_isAnError() {
    Node y = TestOps.sine(x);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    DMatrixRMaj result = run.set(x, new DMatrixRMaj(1, 2)).run().value(y);
    assertThrows(IllegalArgumentException.class, () -> run.set(x, result));
  }

  @Test
  void value_beforeTheFirstRun_isAnError() {
    Node y = Node.constant(1);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    assertThrows(IllegalStateException.class, () -> run.value(y));
  }

  @Test
  void value_notAResult_isAnErrorThatNamesIt() {
    Node y = TestOps.sine(x);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> run.value(x));
    assertTrue(
        error
            .toString()
            .contains("value: 'x' 1x2 is not a result of this program; compile it in, at "),
        error::toString);
  }

  @Test
  void scalar_ofAMatrix_isAnError() {
    Node y = TestOps.sine(x);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    run.set(x, new DMatrixRMaj(1, 2)).run();
    assertThrows(IllegalArgumentException.class, () -> run.scalar(y));
  }

  @Test
  void results_theSameOneTwice_andUnderTwoNames() {
    Node y = TestOps.sine(x);
    Node named = Structure.named(y, "y");
    Workspace run = Program.compile(List.of(y, y, named), Updates.NONE).workspace();
    run.set(x, new DMatrixRMaj(new double[][] {{1, 2}})).run();
    assertEquals(Math.sin(2), run.value(y).data[1]);
    assertEquals(Math.sin(2), run.value(named).data[1]);
  }

  @Test
  void workspaces_ofOneProgram_areIndependent() {
    Node y = TestOps.sine(x);
    Program program = Program.compile(List.of(y), Updates.NONE);
    Workspace first = program.workspace().set(x, new DMatrixRMaj(1, 2)).run();
    Workspace second = program.workspace();
    second.set(x, new DMatrixRMaj(new double[][] {{1, 2}})).run();
    assertEquals(0, first.value(y).data[0]);
    assertNotSame(first.value(y), second.value(y));
  }

  @Test
  void emptyMatrices_run() {
    Node empty = Node.input("empty", Shape.of(0, 3));
    Node sum = Structure.sumTo(TestOps.sine(empty), Shape.SCALAR);
    Node columns = Structure.sumTo(TestOps.flip(empty), Shape.of(3, 1));
    Workspace run = Program.compile(List.of(sum, columns), Updates.NONE).workspace();
    run.set(empty, new DMatrixRMaj(0, 3)).run();
    assertEquals(0, run.scalar(sum));
    PassesTest.assertSameBits(new DMatrixRMaj(3, 1), run.value(columns), "empty");
  }

  @Test
  void workspace_beyondAllMemory_namesTheLargestValues() {
    Node x = Node.input("x", Shape.of(46_000, 46_000));
    Node small = TestOps.flip(Node.input("few", Shape.of(46_000, 1)));
    List<Node> results = new ArrayList<>(List.of(small));
    for (int turns = 0; turns < 20; turns++) {
      Node sine = Node.apply(new TestOps.Sine(turns), x);
      results.add(turns == 1 ? Structure.named(sine, "wave") : sine);
    }
    Program program = Program.compile(results, Updates.NONE);
    OutOfMemoryError error = assertThrows(OutOfMemoryError.class, program::workspace);
    String message = error.toString();
    assertTrue(message.contains("workspace: not enough memory for 338560"), message);
    String sines =
        "the largest are sine[0]('x') 46000x46000 (16928000000 bytes),"
            + " 'wave' = sine[1]('x') 46000x46000 (16928000000 bytes), sine[2]";
    assertTrue(message.contains(sines), message);
    assertTrue(message.endsWith("larger heap (-Xmx)."), message);
  }

  /** Needs whole rows of all inputs. */
  private record OfRows(Shape target) implements Op {
    static Node of(Shape target, Node... x) {
      return Node.apply(new OfRows(target), x);
    }

    @Override
    public String label() {
      return "ofRows";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return target;
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.each(Collections.nCopies(inputs.size(), true).toArray(new Boolean[0]));
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> y.fill(0, y.length(), x[0].get(0));
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new IllegalStateException("never differentiated here");
    }
  }

  /** A row that must be whole is one block, so that most of the memory is that of blocks. */
  @Test
  void workspace_blocksBeyondAllMemory_namesTheirLargest() {
    Shape shape = Shape.of(1, 500_000_000);
    Node y = OfRows.of(shape, Node.input("x", shape));
    Node total = OfRows.of(Shape.SCALAR, y, OfRows.of(shape, y));
    Program program = Program.compile(List.of(total), Updates.NONE);
    OutOfMemoryError error = assertThrows(OutOfMemoryError.class, program::workspace);
    String expected = "the largest are ofRows('x') 1x500000000 (4000000000 bytes), ";
    assertTrue(error.toString().contains(expected), error::toString);
  }

  @Test
  void compile_blocksLongerThanAnArray_isAnErrorThatSaysSo() {
    Shape shape = Shape.of(1, 1_000_000_000);
    Node y = Structure.named(OfRows.of(shape, Node.input("x", shape)), "wide");
    Node second = OfRows.of(shape, y);
    List<Node> results = List.of(OfRows.of(Shape.SCALAR, y, second, OfRows.of(shape, y, second)));
    OutOfMemoryError error =
        assertThrows(
            OutOfMemoryError.class, () -> Program.compile(results, Updates.NONE).workspace());
    assertTrue(error.toString().contains("values of one block with 3"), error::toString);
    String largest = "The largest is 'wide' = ofRows('x') 1x1000000000.";
    assertTrue(error.toString().contains(largest), error::toString);
  }

  @Test
  void workspace_opWithoutMemoryForItself_isNamed() {
    Node y =
        TestOps.identity(
            Node.input("x", Shape.of(2, 2)),
            () -> {
              throw new OutOfMemoryError("no heap");
            });
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    run.set(y.input(0), new DMatrixRMaj(2, 2));
    OutOfMemoryError error = assertThrows(OutOfMemoryError.class, run::run);
    assertTrue(
        error.toString().contains("not enough memory for what watched('x') 2x2 keeps"),
        error::toString);
  }

  /** y = x where finite, otherwise 0. */
  private record Finite() implements ElementwiseOp {
    @Override
    public String label() {
      return "finite";
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          y.set(i, Double.isFinite(x[0].get(i)) ? x[0].get(i) : 0);
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }
}
