// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes run together, and in blocks of how many rows. */
class StagesTest {
  private static List<Group> groups(Node... results) {
    return new Stages(NodeList.of(List.of(results))).groups();
  }

  private static Node input(int rows, int cols) {
    return Node.input("x", Shape.of(rows, cols));
  }

  /**
   * 4096 elements of the widest value, whole lines of eight rows where there are more, at least
   * one.
   */
  @ParameterizedTest
  @CsvSource({
    "10000, 1, 4096",
    "10000, 3, 1360",
    "10000, 4, 1024",
    "10000, 512, 8",
    "10000, 513, 7",
    "10000, 1000, 4",
    "10000, 2049, 1",
    "10000, 65537, 1",
    "16, 5000, 1",
    "4095, 1, 4095",
    "7, 2, 7"
  })
  void elementwise_blocksHoldSoManyRows(int rows, int cols, int blockRows) {
    Group group = groups(TestOps.sine(input(rows, cols))).get(0);
    assertEquals(rows, group.rows());
    assertEquals(blockRows, group.blockRows());
    assertFalse(group.sums());
  }

  @Test
  void elementwise_widestMember_decides() {
    Node x = input(10_000, 1);
    Node wide = Structure.broadcast(x, Shape.of(10_000, 64));
    assertEquals(64, groups(TestOps.sine(wide)).get(0).blockRows());
  }

  /** So that a sum's bits depend on its own shape only. */
  @ParameterizedTest
  @CsvSource({
    "10000, 2, 1024",
    "256, 1, 256",
    "257, 3, 257",
    "10000, 8, 512",
    "10000, 16, 256",
    "10000, 128, 256",
    "10000, 129, 128",
    "10000, 1000, 32",
    "10000, 4096, 8",
    "20, 4096, 8",
  })
  void sum_blocksHoldSoManyRows(int rows, int cols, int blockRows) {
    Node sum = Structure.sumTo(input(rows, cols), Shape.of(1, cols));
    Group group = groups(sum).get(0);
    assertEquals(blockRows, group.blockRows());
    assertTrue(group.sums());
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 1, 4096",
    "300, 1, 300",
    "10000, 3, 1024",
    "10000, 16, 256",
    "9999, 1000, 32"
  })
  void sumOfAll_blocksHoldSoManyRows(int rows, int cols, int blockRows) {
    assertEquals(
        blockRows, groups(Structure.sumTo(input(rows, cols), Shape.SCALAR)).get(0).blockRows());
  }

  /** A product's kernel has scratch memory for so many rows. */
  @Test
  void sum_ofMoreRowsThanAProduct_isApart() {
    Node weights = Node.constant(new DMatrixRMaj(2, 2));
    Node y = TestOps.sine(Node.apply(new Product(), input(10_000, 2), weights));
    List<Group> groups = groups(Structure.sumTo(y, Shape.SCALAR));
    assertEquals(List.of(2, 1), groups.stream().map(Group::size).toList());
    assertEquals(List.of(256, 2048), groups.stream().map(Group::blockRows).toList());
  }

  /** The widest decides what is fused; the bits of the others stay. */
  @Test
  void sums_ofOtherWidths_areApart() {
    Node wide = TestOps.sine(input(5000, 1000));
    Node narrow = Structure.sumTo(wide, Shape.of(5000, 1));
    List<Group> groups =
        groups(Structure.sumTo(narrow, Shape.SCALAR), Structure.sumTo(wide, Shape.of(1, 1000)));
    assertEquals(List.of(3, 1), groups.stream().map(Group::size).toList());
    assertEquals(List.of(32, 4096), groups.stream().map(Group::blockRows).toList());
  }

  /** A narrow sum would size the blocks of what it follows. */
  @Test
  void sum_ofWhatIsNarrower_isApart() {
    Node narrow =
        TestOps.sine(Structure.sumTo(TestOps.sine(input(10_000, 1000)), Shape.of(10_000, 1)));
    List<Group> groups = groups(Structure.sumTo(narrow, Shape.SCALAR));
    assertEquals(List.of(3, 1), groups.stream().map(Group::size).toList());
    assertEquals(List.of(4, 4096), groups.stream().map(Group::blockRows).toList());
  }

  /** What is read counts, not only what is made. */
  @Test
  void reductionWithinRows_blocksHoldRowsOfItsInput() {
    Node sums = Structure.sumTo(input(1000, 100), Shape.of(1000, 1));
    assertEquals(40, groups(sums).get(0).blockRows());
  }

  /** Few long rows: pieces of a row, each a block. */
  @ParameterizedTest
  @CsvSource({"1, 4097, 2", "15, 8192, 30", "2, 1000000, 490"})
  void wideMatrices_areCutIntoPiecesOfRows(int rows, int cols, int blocks) {
    Node x = input(rows, cols);
    Node row = Structure.broadcast(Node.input("r", Shape.of(1, cols)), x.shape());
    Node y = TestOps.sine(TestOps.times(x, row));
    List<Group> groups = groups(y, Structure.sumTo(y, Shape.SCALAR));
    Group group = groups.get(groups.size() - 1);
    assertTrue(group.cutsColumns());
    assertEquals(blocks, group.blocks());
    assertEquals(rows == 1 ? 3 : 4, group.size(), "no broadcast from a row to itself");
    boolean[][] seen = new boolean[rows][(cols - 1) / 4096 + 1];
    for (int block = 0; block < blocks; block++) {
      assertEquals(1, group.rowsOf(block));
      assertEquals(Math.min(4096, cols - group.firstCol(block)), group.colsOf(block));
      assertFalse(seen[group.firstRow(block)][group.firstCol(block) / 4096]);
      seen[group.firstRow(block)][group.firstCol(block) / 4096] = true;
    }
  }

  @Test
  void sum_ofMoreThan4096Elements_isRunWhole() {
    Group cut = groups(Structure.sumTo(input(9800, 4096), Shape.of(1, 4096))).get(0);
    assertEquals(1225, cut.blocks());
    Group whole = groups(Structure.sumTo(input(9800, 4097), Shape.of(1, 4097))).get(0);
    assertEquals(1, whole.blocks());
    assertFalse(whole.sums());
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 256",
    "2, 16, 256",
    "2, 32, 128",
    "2, 64, 64",
    "2, 600, 64",
    // One column or one row is no more than a row of the matrix.
    "2, 1, 2048",
    "1, 64, 64",
    "1, 600, 6"
  })
  void product_blocksHold64To256Rows(int inner, int cols, int blockRows) {
    Node weights = Node.constant(new DMatrixRMaj(inner, cols));
    Node product = Node.apply(new Product(), input(10_000, inner), weights);
    assertEquals(blockRows, groups(product).get(0).blockRows());
  }

  @Test
  void noRows_isOneBlock() {
    Group group = groups(TestOps.sine(input(0, 3))).get(0);
    assertEquals(1, group.blocks());
    assertEquals(1, group.blockRows());
  }

  @Test
  void valuesByRow_areOfOneGroup_wholeOnesOfTheNext() {
    Node x = input(500, 3);
    Node sine = TestOps.sine(x);
    Node sum = Structure.sumTo(sine, Shape.of(1, 3));
    Node back = TestOps.times(sine, Structure.broadcast(sum, x.shape()));
    List<Group> groups = groups(back);
    assertEquals(2, groups.size());
    // sine and its sum, then the broadcast and the product.
    assertEquals(2, groups.get(0).size());
    assertEquals(2, groups.get(1).size());
  }

  /** A moment that decays: needed only when the gradient is there, so it is computed then. */
  @Test
  void whatHangsOnLeavesAlone_isComputedWhereItIsUsedFirst() {
    Node x = input(500, 3);
    Node moment = Node.input("m", Shape.of(1, 3));
    Node decayed = TestOps.sine(TestOps.sine(moment));
    Node gradient = Structure.sumTo(TestOps.sine(x), Shape.of(1, 3));
    Node next = Structure.add(decayed, gradient);
    NodeList list = NodeList.of(List.of(next));
    List<Group> groups = new Stages(list).groups();
    assertEquals(2, groups.size());
    assertEquals(3, groups.get(1).size());
    assertEquals(1, MemoryPlan.of(list).bufferCount(), "the result over the gradient");
  }

  /** A whole op needs all of it, and comes in an epoch of its own. */
  @Test
  void whatHangsOnLeavesAlone_beforeAWholeOp_isComputedBefore() {
    Node x = Node.input("x", Shape.of(4, 4));
    Node flipped = TestOps.flip(TestOps.sine(x));
    Node late = TestOps.sine(Node.input("m", Shape.of(4, 4)));
    NodeList list = NodeList.of(List.of(TestOps.flip(late), TestOps.times(flipped, late)));
    List<Group> groups = new Stages(list).groups();
    int[] at = new int[list.size()];
    for (int g = 0; g < groups.size(); g++) {
      for (int m = 0; m < groups.get(g).size(); m++) {
        at[groups.get(g).member(m)] = g;
      }
    }
    for (int i = 0; i < list.size(); i++) {
      for (int k = 0; k < list.inputCount(i); k++) {
        assertTrue(at[list.input(i, k)] <= at[i], "node " + i);
      }
    }
  }

  @Test
  void otherNumbersOfRows_areGroupsOfTheirOwn() {
    Node few = TestOps.sine(input(3, 2));
    Node many = TestOps.sine(input(5, 2));
    Node fewAgain = TestOps.sine(few);
    List<Group> groups = groups(few, many, fewAgain);
    assertEquals(List.of(3, 5), groups.stream().map(Group::rows).toList());
    assertEquals(List.of(2, 1), groups.stream().map(Group::size).toList());
  }

  @Test
  void wholeOp_isAGroupOfItsOwn_andStartsAnew() {
    Node x = input(3, 3);
    Node before = TestOps.sine(x);
    Node flipped = TestOps.flip(before);
    Node after = TestOps.sine(flipped);
    Node beside = TestOps.sine(before);
    List<Group> groups = groups(after, beside);
    assertEquals(List.of(1, 1, 2), groups.stream().map(Group::size).toList());
    assertEquals(3, groups.get(1).blockRows());
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 100, false, 100, 100",
    "10000, 100, true, 100, 16",
    "10000, 50, false, 200, 128",
    "1000, 300, true, 4, 4",
    "300, 300, false, 1, 1",
    "301, 300, false, 2, 2",
    "0, 1, false, 1, 1"
  })
  void tasks_areBlocks_upToMany(int rows, int blockRows, boolean sums, int blocks, int tasks) {
    Group group = new Group(rows, blockRows, 1, 1, sums, ImmutableIntArray.of(4, 9));
    assertEquals(blocks, group.blocks());
    assertEquals(tasks, group.tasks());
    assertEquals(0, group.firstBlock(0));
    assertEquals(blocks, group.firstBlock(tasks));
    for (int task = 0; task < tasks; task++) {
      int size = group.firstBlock(task + 1) - group.firstBlock(task);
      assertTrue(size == blocks / tasks || size == blocks / tasks + 1, "task " + task);
    }
    assertEquals(9, group.member(1));
  }

  /** Y = X W, each row of Y from the same row of X and all of W. */
  private record Product() implements Op {
    @Override
    public String label() {
      return "product";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.get(0).rows(), inputs.get(1).cols());
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.each(true, false);
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      throw new IllegalStateException("never run here");
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new IllegalStateException("never differentiated here");
    }
  }
}
