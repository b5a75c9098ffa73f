// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class PassesTest {
  private static final int GRAPHS = 400;
  private static final Pass REWRITING = new Rewriting();
  private static final Pass FOLDING = new ConstantFolding();
  private static final Pass COMMON = new CommonSubexpressions();

  @Test
  void eachPass_aloneAndTogether_keepsEveryBit() {
    List<List<Pass>> pipelines = new ArrayList<>();
    pipelines.add(List.of());
    Compiler.passes(Integer.MAX_VALUE).forEach(pass -> pipelines.add(List.of(pass)));
    pipelines.add(Compiler.passes(Integer.MAX_VALUE));
    List<Pass> reversed = new ArrayList<>(Compiler.passes(Integer.MAX_VALUE));
    Collections.reverse(reversed);
    pipelines.add(reversed);
    for (long seed = 0; seed < GRAPHS; seed++) {
      List<Node> results = RandomGraphs.results(seed);
      List<DMatrixRMaj> expected = results.stream().map(TestOps::interpret).toList();
      for (List<Pass> pipeline : pipelines) {
        String what = "seed " + seed + ", passes " + pipeline.stream().map(Pass::title).toList();
        Workspace run = Program.compile(results, Updates.NONE, pipeline).workspace().run();
        for (int k = 0; k < results.size(); k++) {
          assertSameBits(expected.get(k), run.value(results.get(k)), what);
        }
      }
    }
  }

  @Test
  void gradients_ofRandomGraphs_haveTheSameBitsWithAndWithoutPasses() {
    int compared = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      Node y = Structure.sumTo(RandomGraphs.results(seed).get(0), Shape.SCALAR);
      List<Node> cells =
          RandomGraphs.needed(y).stream().filter(Node.Parameter.class::isInstance).toList();
      List<Node> gradients = Gradients.of(y, Node.constant(1), cells, Gradients.Unreached.ZERO);
      Workspace run = Program.compile(gradients, Updates.NONE).workspace().run();
      for (Node gradient : gradients) {
        assertSameBits(TestOps.interpret(gradient), run.value(gradient), "seed " + seed);
        compared++;
      }
    }
    assertTrue(compared > GRAPHS / 2, () -> "the graphs hardly reach a cell");
  }

  @Test
  void rewriting_structureThatChangesNothing_disappears() {
    Node x = Node.input("x", Shape.of(2, 3));
    Node same = Node.apply(new SumTo(x.shape()), Node.apply(new Broadcast(x.shape()), x));
    Node dressed = Structure.named(Structure.stopGradient(TestOps.flip(TestOps.flip(same))), "n");
    NodeList list = REWRITING.apply(NodeList.of(List.of(TestOps.sine(dressed))));
    assertEquals(2, list.size());
    assertSame(x, list.node(0));
  }

  @Test
  void folding_constantsOnly_becomesOneConstant() {
    Node two = Node.constant(2);
    NodeList list =
        FOLDING.apply(NodeList.of(List.of(Structure.add(TestOps.times(two, two), two))));
    assertEquals(1, list.size());
    assertEquals(6, ((Node.Constant) list.node(0)).value().data[0]);
  }

  @Test
  void folding_largeFill_staysAnInstruction() {
    Node fill = Structure.fill(1, Shape.of(100, 100));
    assertSame(fill, FOLDING.apply(NodeList.of(List.of(fill))).rootNodes().get(0));
  }

  /** A row of copies of a number. */
  private record Copies(int count) implements MatrixOp {
    @Override
    public String label() {
      return "copies[" + count + "]";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(1, count);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      Arrays.fill(y.data, 0, count, x[0].data[0]);
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(Structure.sumTo(yBar, Shape.SCALAR));
    }
  }

  @Test
  void folding_result_mayBeLargerThanItsInputsUpTo256Elements() {
    Node two = Node.constant(2);
    Node most = Node.apply(new Copies(256), two);
    assertEquals(1, FOLDING.apply(NodeList.of(List.of(most))).size());
    Node more = Node.apply(new Copies(257), two);
    assertSame(more, FOLDING.apply(NodeList.of(List.of(more))).rootNodes().get(0));
  }

  @Test
  void folding_result_mayBeAsLargeAsItsInputs() {
    Node large = Node.constant(new DMatrixRMaj(1, 300));
    assertEquals(1, FOLDING.apply(NodeList.of(List.of(TestOps.sine(large)))).size());
    assertEquals(1, FOLDING.apply(NodeList.of(List.of(TestOps.times(large, large)))).size());
  }

  @Test
  void folding_opThatMayFail_isLeftToTheRun() {
    int[] runs = {0};
    Node watched = TestOps.identity(Node.constant(1), () -> runs[0]++);
    Program program = Program.compile(List.of(watched), Updates.NONE);
    assertEquals(0, runs[0]);
    program.workspace().run();
    assertEquals(1, runs[0]);
  }

  @Test
  void folding_parameter_isNeverTakenAsConstant() {
    Cell w = Cell.scalar("w", 3);
    Node square = TestOps.times(w.node(), w.node());
    Workspace run = Program.compile(List.of(square), Updates.NONE).workspace();
    assertEquals(9, run.run().scalar(square));
    w.set(new DMatrixRMaj(1, 1, true, 5));
    assertEquals(25, run.run().scalar(square));
  }

  @Test
  void common_equalOpsOnTheSameNodes_areMerged() {
    Node x = Node.input("x", Shape.of(2, 3));
    Node sum = Structure.add(TestOps.sine(x), TestOps.sine(x));
    assertEquals(3, COMMON.apply(NodeList.of(List.of(sum))).size());
  }

  @Test
  void common_equalScalarConstants_areMergedByTheirBits() {
    Node zeros = TestOps.times(Node.constant(0.0), Node.constant(-0.0));
    assertEquals(3, COMMON.apply(NodeList.of(List.of(zeros))).size());
    Node ones = TestOps.times(Node.constant(1.0), Node.constant(1.0));
    assertEquals(2, COMMON.apply(NodeList.of(List.of(ones))).size());
  }

  @Test
  void common_differentSettingsOrOrderOrIdentity_stayApart() {
    Node x = Node.input("x", Shape.SCALAR);
    Node z = Node.input("z", Shape.SCALAR);
    List<Node> different =
        List.of(
            Node.apply(new TestOps.Sine(0), x),
            Node.apply(new TestOps.Sine(1), x),
            TestOps.times(x, z),
            TestOps.times(z, x),
            TestOps.identity(x, () -> {}),
            TestOps.identity(x, () -> {}));
    assertEquals(8, COMMON.apply(NodeList.of(different)).size());
  }

  @Test
  void rootCopies_leafAsResult_getsABufferOfItsOwn() {
    Cell w = Cell.scalar("w", 3);
    Program program = Program.compile(List.of(w), Updates.NONE);
    Workspace run = program.workspace().run();
    DMatrixRMaj value = run.value(w);
    value.data[0] = 100;
    assertEquals(3, w.value().data[0]);
    assertTrue(program.text().contains("copy("), program::text);
  }

  @Test
  void stretching_rowsAndNumbers_areReadInsteadOfTheirBroadcasts() {
    for (int cols : new int[] {1, 2, 600}) {
      for (int rows : new int[] {2, 700}) {
        Shape shape = Shape.of(rows, cols);
        Node x = Node.input("x", shape);
        Node row = Structure.broadcast(Node.input("row", Shape.of(1, cols)), shape);
        Node number = Structure.broadcast(Node.input("number", Shape.SCALAR), shape);
        Node y = TestOps.times(Structure.add(TestOps.sine(x), row), number);
        // Both operands stretched, and a broadcast that is itself a result.
        Node both = TestOps.times(row, number);
        List<Node> results = List.of(y, both, number);
        Program plain = Program.compile(results, Updates.NONE, List.of());
        Program stretched = Program.compile(results, Updates.NONE);
        assertTrue(stretched.text().contains("plus(%3, row)"), stretched::text);
        for (Precision precision : Precision.values()) {
          Workspace expected = plain.workspace();
          Workspace actual = Program.compile(results, Updates.NONE, precision).workspace();
          for (Workspace run : List.of(expected, actual)) {
            for (Node input : List.of(x, row.input(0), number.input(0))) {
              DMatrixRMaj value = new DMatrixRMaj(input.shape().rows(), input.shape().cols());
              Arrays.setAll(value.data, i -> Math.sin(i + input.shape().rows()));
              run.set(input, value);
            }
            run.run();
          }
          for (Node result : results) {
            double tolerance = precision == Precision.FLOAT64 ? 0 : 1e-6;
            assertArrayEquals(expected.value(result).data, actual.value(result).data, tolerance);
          }
        }
      }
    }
  }

  @Test
  void deadCode_isNeverRun() {
    int[] runs = {0};
    Node x = Node.constant(1);
    Node dead = TestOps.identity(x, () -> runs[0]++);
    Node live = TestOps.sine(x);
    Structure.add(dead, live);
    Program.compile(List.of(live), Updates.NONE).workspace().run();
    assertEquals(0, runs[0]);
  }

  @Test
  void explain_printsTheGraphBeforeAndAfterEachPass() {
    Node x = Node.input("x", Shape.of(1, 1));
    String text =
        Program.compile(List.of(TestOps.times(x, Structure.named(x, "same"))), Updates.NONE)
            .explain();
    assertEquals(
        """
        as written: 3 nodes
        x: input 1x1
        %0 = named[same](x) 1x1
        %1 = times(x, %0) 1x1
        results: %1

        after constant folding: unchanged

        after rewrites of the ops: 2 nodes
        x: input 1x1
        %0 = times(x, x) 1x1
        results: %0

        after common subexpressions: unchanged

        after rows and numbers instead of their broadcasts: unchanged

        after copies of roots that are leaves or roots before: unchanged

        after results in the order of what they need: unchanged
        """,
        text);
  }

  static void assertSameBits(DMatrixRMaj expected, DMatrixRMaj actual, String what) {
    assertEquals(Shape.of(expected), Shape.of(actual), what);
    for (int i = 0; i < expected.getNumElements(); i++) {
      int at = i;
      assertEquals(
          Double.doubleToLongBits(expected.data[i]),
          Double.doubleToLongBits(actual.data[i]),
          () -> what + ", element " + at + ": " + expected.data[at] + ", " + actual.data[at]);
    }
  }
}
