// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Matrices with more rows than a block has. */
class GroupRunTest {
  private static DMatrixRMaj random(int rows, int cols, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj matrix = new DMatrixRMaj(rows, cols);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.data[i] = random.nextDouble() - 0.5;
    }
    return matrix;
  }

  /** Rows, columns and numbers broadcast, values used twice, three kinds of sums at the end. */
  @ParameterizedTest
  @CsvSource({
    "4096,1",
    "4097,1",
    "10000,3",
    "9999,7",
    "100000,2",
    "5,5000",
    "20,10000",
    "1,100001",
    "3,8193",
    "17,65537",
    "600,1000"
  })
  void chainsAndSums_overManyBlocks_areThoseOfWholeMatrices(int rows, int cols) {
    Shape shape = Shape.of(rows, cols);
    Node x = Node.constant(random(rows, cols, 1));
    Node row = Node.constant(random(1, cols, 2));
    Node column = Node.constant(random(rows, 1, 3));
    Node number = Node.constant(random(1, 1, 4));
    Node a = TestOps.sine(Structure.add(x, Structure.broadcast(row, shape)));
    Node b = TestOps.times(a, Structure.broadcast(column, shape));
    Node c = Structure.add(TestOps.sine(b), Structure.broadcast(number, shape));
    List<Node> each = new ArrayList<>(List.of(c, TestOps.times(c, a)));
    List<Node> sums =
        new ArrayList<>(
            List.of(
                Structure.sumTo(c, Shape.SCALAR),
                Structure.sumTo(TestOps.times(c, b), Shape.of(1, cols)),
                // A sum that rows of the next group use.
                TestOps.sine(Structure.sumTo(b, Shape.SCALAR))));
    (rows == 1 ? sums : each).add(Structure.sumTo(a, Shape.of(rows, 1)));
    List<Node> all = new ArrayList<>(each);
    all.addAll(sums);
    // Constants that large are not folded away: the passes are left out to be sure, or but for one.
    for (List<Pass> passes : List.of(List.<Pass>of(), List.<Pass>of(new Stretching()))) {
      Program program = Program.compile(all, Updates.NONE, passes);
      Workspace run = program.workspace(new Workers(3)).run();
      for (Node node : each) {
        assertArrayEquals(TestOps.interpret(node).data, run.value(node).data);
      }
      for (Node node : sums) {
        DMatrixRMaj expected = TestOps.interpret(node);
        for (int i = 0; i < expected.getNumElements(); i++) {
          // Sums of some 1e6 numbers below 1, in blocks; a wrong block would be off by 1.
          assertEquals(expected.data[i], run.value(node).data[i], 1e-9);
        }
      }
    }
  }

  @Test
  void groups_ofManyRows_areCut_andThoseOfFewAreNot() {
    Node few = TestOps.sine(Node.input("x", Shape.of(100, 16)));
    Node many = TestOps.sine(Node.input("y", Shape.of(100_000, 16)));
    MemoryPlan plan = MemoryPlan.of(NodeList.of(List.of(few, many)));
    assertEquals(1, plan.groups().get(0).blocks());
    assertTrue(plan.groups().get(1).blocks() > 100);
  }

  @Test
  void sum_inAnyCompany_hasTheSameBits() {
    Node x = Node.constant(random(5000, 4, 8));
    Node sum = Structure.sumTo(TestOps.times(x, x), Shape.SCALAR);
    Node columns = Structure.sumTo(x, Shape.of(1, 4));
    Node wide =
        TestOps.sine(
            Structure.broadcast(Structure.sumTo(x, Shape.of(5000, 1)), Shape.of(5000, 64)));
    DMatrixRMaj alone = run(sum, List.of(sum));
    DMatrixRMaj aloneToo = run(columns, List.of(columns));
    for (List<Node> company : List.of(List.of(sum, wide), List.of(wide, columns, sum))) {
      assertArrayEquals(alone.data, run(sum, company).data);
    }
    assertArrayEquals(aloneToo.data, run(columns, List.of(wide, columns, sum)).data);
  }

  private static DMatrixRMaj run(Node wanted, List<Node> results) {
    return Program.compile(results, Updates.NONE, List.of()).workspace().run().value(wanted).copy();
  }

  /** Ops on whole matrices, each added to the sum so far: nothing waits for the others. */
  @Test
  void branchesOfWholeOps_needAConstantNumberOfBuffers() {
    for (int branches : new int[] {10, 100}) {
      Node x = Node.input("x", Shape.of(50, 40));
      Node sum = TestOps.flip(TestOps.sine(x));
      for (int k = 1; k < branches; k++) {
        Node branch = TestOps.flip(TestOps.times(x, Structure.fill(k, x.shape())));
        sum = Structure.add(sum, branch);
      }
      Program program = Program.compile(List.of(sum), Updates.NONE);
      assertTrue(program.bufferCount() <= 4, branches + ": " + program.bufferCount());
    }
  }

  @Test
  void runs_again_withOtherInputs_readThem() {
    Node x = Node.input("x", Shape.of(20_000, 1));
    Node sum = Structure.sumTo(TestOps.times(x, x), Shape.SCALAR);
    Workspace run = Program.compile(List.of(sum), Updates.NONE).workspace();
    DMatrixRMaj ones = new DMatrixRMaj(20_000, 1);
    ones.fill(1);
    assertEquals(20_000, run.set(x, ones).run().scalar(sum));
    DMatrixRMaj twos = new DMatrixRMaj(20_000, 1);
    twos.fill(2);
    assertEquals(80_000, run.set(x, twos).run().scalar(sum));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void anyNumberOfThreads_givesTheSameBits(Precision precision) {
    Shape shape = Shape.of(50_001, 3);
    Node x = Node.constant(random(50_001, 3, 5));
    Node a = TestOps.sine(TestOps.times(x, TestOps.sine(x)));
    Node sums = Structure.sumTo(a, Shape.of(1, 3));
    Node all = Structure.sumTo(TestOps.times(a, Structure.broadcast(sums, shape)), Shape.SCALAR);
    List<Node> results = List.of(a, sums, all, TestOps.flip(a));
    Program program = Program.compile(results, Updates.NONE, precision);
    Workspace one = program.workspace(new Workers(1)).run();
    for (int threads : new int[] {2, 3, 7}) {
      Workspace several = program.workspace(new Workers(threads));
      for (int run = 0; run < 20; run++) {
        several.run();
        for (Node result : results) {
          assertArrayEquals(one.value(result).data, several.value(result).data);
        }
      }
    }
  }

  @Test
  void failureInARow_isThatOfTheFirstRow_onAnyNumberOfThreads() {
    Node x = Node.input("x", Shape.of(100_000, 1));
    Node y = Node.apply(new Picky(), x);
    DMatrixRMaj value = new DMatrixRMaj(100_000, 1);
    value.data[77_777] = -2;
    value.data[50_001] = -1;
    for (int threads : new int[] {1, 2, 5}) {
      Workspace run =
          Program.compile(List.of(y), Updates.NONE).workspace(new Workers(threads)).set(x, value);
      for (int i = 0; i < 20; i++) {
        OpFailedException error = assertThrows(OpFailedException.class, run::run);
        assertTrue(error.toString().contains("row 50001"), error::toString);
      }
    }
  }

  /** y = x, for x that are not negative. */
  private record Picky() implements ElementwiseOp {
    @Override
    public String label() {
      return "picky";
    }

    @Override
    public boolean mayFail() {
      return true;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          if (x[0].get(i) < 0) {
            throw new IllegalArgumentException("row " + (y.firstRow() + i) + " is negative");
          }
          y.set(i, x[0].get(i));
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }
}
