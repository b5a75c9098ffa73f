// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An op on whole matrices that is computed in parts, as large products are. */
class PartsTest {
  private static final int PARTS = 5;
  private static final Shape SHAPE = Shape.of(1, 100_000);

  private final Node x = Node.input("x", SHAPE);
  private final AtomicIntegerArray runs = new AtomicIntegerArray(PARTS);
  private final Negated op = new Negated(runs);
  private final Node y = Node.apply(op, x);

  private static DMatrixRMaj numbers() {
    DMatrixRMaj numbers = new DMatrixRMaj(1, SHAPE.cols());
    Arrays.setAll(numbers.data, i -> i + 1);
    return numbers;
  }

  private Workspace guarded(int threads) {
    Updates updates = new Updates(List.of(), List.of(y));
    return Program.compile(List.of(y), updates).workspace(new Workers(threads)).set(x, numbers());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void run_computesEachPartOnce(int threads) {
    Workspace run = guarded(threads).run();
    for (int part = 0; part < PARTS; part++) {
      assertEquals(1, runs.get(part), "part " + part);
    }
    for (int i = 0; i < SHAPE.cols(); i++) {
      assertEquals(-(i + 1), run.value(y).data[i]);
    }
  }

  /** The guard itself is looked at in parts; each element is in one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 19_999, 20_000, 50_000, 99_999})
  void guard_seesEveryElement(int at) {
    DMatrixRMaj numbers = numbers();
    numbers.data[at] = Double.NaN;
    Workspace run = guarded(2).set(x, numbers);
    NonFiniteException error = assertThrows(NonFiniteException.class, run::run);
    assertEquals("'x' 1x100000 holds NaN at (0, " + at + ")", error.origin());
    run.set(x, numbers()).run();
  }

  /** The op knows double only. A single number is held so anyway; the result is not. */
  @Test
  void run_inFloat_convertsTheResult() {
    Node number = Node.input("number", Shape.SCALAR);
    Node spread = Node.apply(op, number);
    Workspace run =
        Program.compile(List.of(spread), Updates.NONE, Precision.FLOAT32)
            .workspace(new Workers(2))
            .set(number, 7)
            .run();
    for (int i = 0; i < SHAPE.cols(); i++) {
      assertEquals(-7, run.value(spread).data[i]);
    }
  }

  @Test
  void guard_inFloat_seesEveryElement() {
    DMatrixRMaj numbers = numbers();
    numbers.data[99_999] = Double.NaN;
    Workspace run = inFloat(new Updates(List.of(), List.of(y))).set(x, numbers);
    assertThrows(NonFiniteException.class, run::run);
  }

  private Workspace inFloat(Updates updates) {
    return Program.compile(List.of(y), updates, Precision.FLOAT32).workspace(new Workers(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void failure_ofAPart_namesTheOp(int threads) {
    DMatrixRMaj numbers = numbers();
    numbers.data[70_000] = -1;
    Workspace run = guarded(threads).set(x, numbers);
    OpFailedException error = assertThrows(OpFailedException.class, run::run);
    assertTrue(
        error.toString().contains("negated of 'x' 1x100000: part 3 holds a negative number"),
        error::toString);
  }

  /** Ten items would be ten parts, each of which costs more than its item. */
  @Test
  void run_smallResult_isComputedInOneGo_andGuarded() {
    List<String> calls = new ArrayList<>();
    Kernel kernel =
        Kernel.ofItems(
            10,
            (from, to, first, end) -> {
              calls.add(first + " to " + end);
              to.copy(first, from[0], first, end - first);
            });
    assertEquals(10, kernel.parts());
    Node small = Node.input("small", Shape.of(10, 1));
    Node copy = Node.apply(new WithKernel(kernel), small);
    DMatrixRMaj numbers = new DMatrixRMaj(10, 1);
    Updates updates = new Updates(List.of(), List.of(copy));
    Workspace run =
        Program.compile(List.of(copy), updates).workspace(new Workers(2)).set(small, numbers);
    run.run();
    assertEquals(List.of("0 to 10"), calls);
    numbers.data[7] = Double.NaN;
    assertThrows(NonFiniteException.class, run::run);
  }

  /** y in the shape of x. */
  private record WithKernel(Kernel kernel) implements Op {
    @Override
    public String label() {
      return "withKernel";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return kernel;
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void run_amongOthers_isAGroupOfItsOwn() {
    Node after = TestOps.times(y, y);
    Workspace run =
        Program.compile(List.of(after), Updates.NONE).workspace(new Workers(2)).set(x, numbers());
    double[] expected = numbers().data;
    Arrays.setAll(expected, i -> expected[i] * expected[i]);
    assertArrayEquals(expected, run.run().value(after).data);
  }

  /** y = -x for x that are not negative, one number or as many as y has, in five parts. */
  private record Negated(AtomicIntegerArray runs) implements Op {
    @Override
    public String label() {
      return "negated";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return SHAPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return new Kernel() {
        @Override
        public int parts() {
          return PARTS;
        }

        @Override
        public void run(Block[] x, Block y) {
          for (int part = 0; part < PARTS; part++) {
            run(x, y, part);
          }
        }

        @Override
        public void run(Block[] x, Block y, int part) {
          runs.incrementAndGet(part);
          int size = y.length() / PARTS;
          for (int i = part * size; i < (part + 1) * size; i++) {
            double number = x[0].get(x[0].length() == 1 ? 0 : i);
            if (number < 0) {
              throw new IllegalArgumentException("part " + part + " holds a negative number");
            }
            y.set(i, -number);
          }
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(TestOps.times(yBar, Structure.fill(-1, y.shape())));
    }
  }
}
