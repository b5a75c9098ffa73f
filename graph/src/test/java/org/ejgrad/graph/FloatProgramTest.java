// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Programs in float beside the same in double. */
class FloatProgramTest {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final DMatrixRMaj TENTHS =
      new DMatrixRMaj(2, 3, true, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);

  private static Workspace floats(Updates updates, Node... results) {
    return Program.compile(List.of(results), updates, Precision.FLOAT32).workspace();
  }

  @Test
  void randomGraphs_inFloat_areNearThoseInDouble() {
    for (long seed = 0; seed < 300; seed++) {
      List<Node> results = RandomGraphs.results(seed);
      Workspace run = Program.compile(results, Updates.NONE, Precision.FLOAT32).workspace().run();
      for (Node result : results) {
        DMatrixRMaj expected = TestOps.interpret(result);
        DMatrixRMaj actual = run.value(result);
        double size = 1;
        for (double v : expected.data) {
          size = Math.max(size, Math.abs(v));
        }
        for (int i = 0; i < expected.getNumElements(); i++) {
          // Up to 40 roundings of half a unit each, and cancellation against the largest element;
          // a wrong block or type is off by far more.
          assertEquals(expected.data[i], actual.data[i], 2e-4 * size, "seed " + seed);
        }
      }
    }
  }

  @Test
  void inputs_ofEitherType_areReadAsTheyAreAtEachRun() {
    Node x = Node.input("x", SHAPE);
    Node y = Structure.add(x, x);
    DMatrixRMaj doubles = TENTHS.copy();
    FMatrixRMaj singles = new FMatrixRMaj(2, 3, true, 1, 2, 3, 4, 5, 6);
    Workspace run = floats(Updates.NONE, y);
    assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12}, run.set(x, singles).run().floats(y).data);
    singles.data[5] = 7;
    assertEquals(14, run.run().value(y).get(1, 2));
    assertEquals(0.1f + 0.1f, run.set(x, doubles).run().value(y).get(0, 0));
    doubles.data[0] = 2;
    assertEquals(4, run.run().value(y).get(0, 0));
    Workspace inDouble = Program.compile(List.of(y), Updates.NONE).workspace();
    assertEquals(14, inDouble.set(x, singles).run().value(y).get(1, 2));
    assertEquals(14f, inDouble.floats(y).get(1, 2));
  }

  @Test
  void input_ofFloat_wrongShape_isAnError() {
    Node x = Node.input("x", SHAPE);
    Workspace run = floats(Updates.NONE, Structure.add(x, x));
    assertThrows(ShapeMismatchException.class, () -> run.set(x, new FMatrixRMaj(3, 2)));
  }

  @Test
  void result_inItsOwnType_isNotCopied_andCannotBeSetAsInput() {
    Node x = Node.input("x", SHAPE);
    Node y = Structure.add(x, x);
    Workspace run = floats(Updates.NONE, y).set(x, TENTHS).run();
    FMatrixRMaj first = run.floats(y);
    assertSame(first, run.run().floats(y));
    assertThrows(IllegalArgumentException.class, () -> run.set(x, first));
    DMatrixRMaj converted = run.value(y);
    assertThrows(IllegalArgumentException.class, () -> run.set(x, converted));
  }

  @Test
  void cell_writtenInFloatAndInDouble_givesTheLastValueToBoth() {
    Cell w = new Cell("w", TENTHS);
    Updates doubled = Updates.of(Update.of(w, Structure.add(w.node(), w.node())));
    Workspace inFloat = Program.compile(List.of(), doubled, Precision.FLOAT32).workspace();
    Workspace inDouble = Program.compile(List.of(), doubled).workspace();
    inFloat.run();
    assertEquals(0.2f, w.value().data[0]);
    inDouble.run();
    assertEquals(2.0 * 0.2f, w.value().data[0]);
    inFloat.run().run();
    inDouble.run();
    assertEquals(16.0 * 0.2f, w.value().data[0]);
    assertEquals(16f * 0.2f, w.floats().data[0]);
    w.set(new FMatrixRMaj(2, 3, true, 1, 2, 3, 4, 5, 6));
    inDouble.run();
    assertEquals(12, w.value().data[5]);
  }

  @Test
  void cell_readInFloatOnly_keepsItsDigits() {
    Cell w = new Cell("w", TENTHS);
    floats(Updates.NONE, Structure.add(w.node(), w.node())).run();
    assertArrayEquals(TENTHS.data, w.value().data);
  }

  @Test
  void stepCount_beyondTheWholeNumbersOfFloat_goesOn() {
    Cell step = Cell.scalar("step", 1 << 25);
    Node next = Structure.add(step.node(), Node.constant(1));
    Workspace run = floats(Updates.of(Update.of(step, next)), next);
    run.run().run();
    assertEquals((1 << 25) + 2, step.value().data[0]);
  }

  @Test
  void sums_ofFloat_keepTheirDigits() {
    int n = 10_000_000;
    float[] tenths = new float[n];
    Arrays.fill(tenths, 0.1f);
    Node x = Node.input("x", Shape.of(n / 10, 10));
    Node all = Structure.sumTo(x, Shape.SCALAR);
    Node columns = Structure.sumTo(x, Shape.of(1, 10));
    Workspace run = floats(Updates.NONE, all, columns);
    run.set(x, new FMatrixRMaj(n / 10, 10, true, tenths)).run();
    assertEquals(0.1f * (double) n, run.scalar(all), 1e-3);
    // Rounded to float at the end.
    assertEquals(0.1f * 1e6, run.value(columns).get(0, 3), 0.01);
  }

  @Test
  void opThatKnowsDoubleOnly_isRunInDouble_andTheTextSaysSo() {
    Node x = Node.input("x", Shape.of(5000, 4));
    Node y = TestOps.sine(TestOps.flip(TestOps.sine(x)));
    Node slow = Node.apply(new InDouble(), TestOps.sine(y));
    Program program =
        Program.compile(
            List.of(slow, Structure.sumTo(slow, Shape.SCALAR)), Updates.NONE, Precision.FLOAT32);
    DMatrixRMaj value = new DMatrixRMaj(5000, 4);
    Arrays.setAll(value.data, i -> Math.sin(i));
    DMatrixRMaj actual = program.workspace().set(x, value).run().value(slow);
    DMatrixRMaj expected =
        Program.compile(List.of(slow), Updates.NONE).workspace().set(x, value).run().value(slow);
    assertArrayEquals(expected.data, actual.data, 1e-6);
    String text = program.text();
    assertTrue(text.contains("inDouble(%3) 4x5000 in b"), text);
    assertTrue(text.contains(", computed in double"), text);
    assertTrue(text.contains("1x1 in b0, a double") || text.contains(", a double"), text);
  }

  /** Blocks of 1360 rows, and a shorter last one. */
  @Test
  void opThatKnowsDoubleOnly_inBlocks_isConvertedBlockByBlock() {
    Node x = Node.input("x", Shape.of(5000, 3));
    Node copied = Node.apply(new InDouble(), TestOps.sine(x));
    Node sum = Node.apply(new SumInDouble(), copied);
    Workspace run = floats(Updates.NONE, copied, sum);
    DMatrixRMaj value = new DMatrixRMaj(5000, 3);
    Arrays.setAll(value.data, i -> i);
    run.set(x, value).run();
    double[] sums = new double[3];
    for (int i = 0; i < 15_000; i++) {
      float sine = (float) Math.sin(i);
      assertEquals(sine, run.value(copied).data[i]);
      sums[i % 3] += sine;
    }
    // Rounded to float at the end.
    assertArrayEquals(sums, run.value(sum).data, 1e-5);
  }

  @Test
  void opOfOneType_isGivenItsNumbersInOne() {
    Node x = Node.input("x", Shape.of(1, 3));
    Node product = Node.apply(new RowTimesRow(), x, x);
    Workspace run = floats(Updates.NONE, product);
    run.set(x, new DMatrixRMaj(1, 3, true, 0.1, 1, 2)).run();
    // In float, although a single number is kept in double.
    assertEquals((double) (0.1f * 0.1f + 1f + 4f), run.scalar(product), 0);
  }

  /** y = a b', which checks that all blocks are of one precision. */
  private record RowTimesRow() implements Op {
    @Override
    public String label() {
      return "rowTimesRow";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.SCALAR;
    }

    @Override
    public Numbers numbers() {
      return Numbers.ONE_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        assertSame(precision, x[0].precision());
        assertSame(precision, x[1].precision());
        assertSame(precision, y.precision());
        float sum = 0;
        for (int i = 0; i < x[0].length(); i++) {
          sum += x[0].floats()[i] * x[1].floats()[i];
        }
        y.set(0, sum);
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new IllegalStateException("never differentiated here");
    }
  }

  /** The sum of each column, in double arrays, block by block. */
  private record SumInDouble() implements Op {
    @Override
    public String label() {
      return "sumInDouble";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(1, inputs.get(0).cols());
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.sum(true);
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        Arrays.fill(y.doubles(), 0, y.length(), 0);
        for (int i = 0; i < x[0].length(); i++) {
          y.doubles()[i % y.cols()] += x[0].doubles()[x[0].at() + i];
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(Structure.broadcast(yBar, y.input(0).shape()));
    }
  }

  /** y = x, in double arrays. */
  private record InDouble() implements ElementwiseOp {
    @Override
    public String label() {
      return "inDouble";
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> System.arraycopy(x[0].doubles, x[0].at, y.doubles, y.at, y.length());
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }

  @Test
  void guard_beyondTheRangeOfFloat_failsAndChangesNothing() {
    Cell w = new Cell("w", TENTHS);
    Node huge = TestOps.times(w.node(), Structure.fill(1e30, SHAPE));
    Node tooLarge = TestOps.times(huge, Structure.fill(1e30, SHAPE));
    Updates updates = new Updates(List.of(Update.of(w, tooLarge)), List.of(tooLarge));
    Program.compile(List.of(), updates).workspace().run();
    w.set(TENTHS);
    Workspace run = Program.compile(List.of(), updates, Precision.FLOAT32).workspace();
    assertThrows(NonFiniteException.class, run::run);
    assertArrayEquals(TENTHS.data, w.value().data);
  }
}
