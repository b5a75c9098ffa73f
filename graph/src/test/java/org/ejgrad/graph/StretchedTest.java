// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StretchedTest {
  private static final Shape SHAPE = Shape.of(300, 3);
  private final Stretched second = new Stretched(new TestOps.Times(), SHAPE, 2);

  @Test
  void op_isThatOfTheOpInside() {
    assertEquals("times", second.label());
    assertEquals(SHAPE, second.shape(List.of(SHAPE, Shape.of(1, 3))));
    assertTrue(second.inPlace());
    assertFalse(second.mayFail());
    assertTrue(new Stretched(new TestOps.Watched(() -> {}), SHAPE, 0).mayFail());
    assertEquals(Op.Numbers.ONE_TYPE, second.numbers());
    assertEquals(Op.Numbers.DOUBLE, new Stretched(new TestOps.Flip(), SHAPE, 0).numbers());
    assertEquals(RowRule.eachElement(true, false), second.rows(List.of(SHAPE, Shape.of(1, 3))));
  }

  @Test
  void cost_isThatOfWholeMatrices() {
    assertEquals(900, second.cost(List.of(SHAPE, Shape.of(1, 3)), SHAPE));
  }

  @Test
  void vjp_isRefused() {
    Node y = Node.input("y", SHAPE);
    IllegalStateException error = assertThrows(IllegalStateException.class, () -> second.vjp(y, y));
    assertEquals("times: a compiled graph is not differentiated", error.getMessage());
  }

  /** Without the memory of a workspace, and on fewer rows than a tile has. */
  @Test
  void kernel_takesMemoryOfItsOwn_whereNobodyGaveIt() {
    for (Precision precision : Precision.values()) {
      Kernel kernel = second.kernel(List.of(SHAPE, Shape.of(1, 3)), precision);
      for (int rows : new int[] {300, 7}) {
        Block x = Block.allocate(rows, 3, precision);
        Block row = Block.allocate(1, 3, precision);
        for (int i = 0; i < x.length(); i++) {
          x.set(i, i);
        }
        for (int j = 0; j < 3; j++) {
          row.set(j, j + 1);
        }
        Block y = Block.allocate(rows, 3, precision);
        kernel.run(new Block[] {x, row}, y);
        for (int i = 0; i < y.length(); i++) {
          assertEquals((double) i * (i % 3 + 1), y.get(i), "element " + i);
        }
      }
    }
  }

  /** A tile is a row at least, so those of wide matrices are longer than the others. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 511, 512, 513, 700, 1024, 1025, 1536, 1537, 2049, 10_001})
  void stretching_ofTwoRows_isRightForEveryWidth(int cols) {
    for (int rows : new int[] {0, 2, 3, 33, 65}) {
      Shape shape = Shape.of(rows, cols);
      Node x = Node.input("x", shape);
      Node a = Node.input("a", Shape.of(1, cols));
      Node b = Node.input("b", Shape.of(1, cols));
      Node y =
          Node.apply(
              new SumOfAll(), x, Structure.broadcast(a, shape), Structure.broadcast(b, shape));
      DMatrixRMaj rising = filled(1, cols, 0);
      for (int j = 0; j < cols; j++) {
        rising.data[j] = j;
      }
      for (Precision precision : Precision.values()) {
        Workspace run = Program.compile(List.of(y), Updates.NONE, precision).workspace();
        run.set(x, filled(rows, cols, 0.5)).set(a, rising).set(b, filled(1, cols, 10_000)).run();
        DMatrixRMaj value = run.value(y);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < cols; j++) {
            assertEquals(10_000.5 + j, value.get(i, j), i + ", " + j);
          }
        }
      }
    }
  }

  /** Five inputs a row each: more tiles than the shared memory holds. */
  @Test
  void stretching_ofMoreInputsThanTilesFit_isRight() {
    Shape shape = Shape.of(400, 2);
    Node x = Node.constant(filled(400, 2, 7));
    Node[] inputs = new Node[7];
    inputs[0] = x;
    for (int k = 1; k < 7; k++) {
      inputs[k] = Structure.broadcast(Node.input("row" + k, Shape.of(1, 2)), shape);
    }
    Node y = Node.apply(new SumOfAll(), inputs);
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace();
    for (int k = 1; k < 7; k++) {
      run.set(inputs[k].input(0), filled(1, 2, Math.pow(10, k)));
    }
    DMatrixRMaj expected = filled(400, 2, 1_111_117);
    assertArrayEquals(expected.data, run.run().value(y).data);
    assertArrayEquals(expected.data, run.run().value(y).data);
  }

  private static DMatrixRMaj filled(int rows, int cols, double value) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, cols);
    matrix.fill(value);
    return matrix;
  }

  @Test
  void stretching_columnsAndWholeMatricesAndSingleRows_stayAsTheyAre() {
    Pass stretching = new Stretching();
    Node x = Node.input("x", SHAPE);
    Node column = Structure.broadcast(Node.input("column", Shape.of(300, 1)), SHAPE);
    NodeList list = NodeList.of(List.of(TestOps.times(x, column)));
    assertSame(list, stretching.apply(list));
    Node single = Node.input("single", Shape.of(1, 3));
    Node number = Structure.broadcast(Node.input("number", Shape.SCALAR), Shape.of(1, 3));
    NodeList oneRow = NodeList.of(List.of(TestOps.times(single, number)));
    assertSame(oneRow, stretching.apply(oneRow));
    NodeList flip =
        NodeList.of(
            List.of(TestOps.flip(Structure.broadcast(Node.input("row", Shape.of(1, 3)), SHAPE))));
    assertSame(flip, stretching.apply(flip));
  }

  /** y = x1 + ... + xn. */
  private record SumOfAll() implements ElementwiseOp {
    @Override
    public String label() {
      return "sumOfAll";
    }

    @Override
    public Numbers numbers() {
      return Numbers.ONE_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          double sum = 0;
          for (Block each : x) {
            sum += each.get(i);
          }
          y.set(i, sum);
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return Collections.nCopies(y.inputCount(), yBar);
    }
  }
}
