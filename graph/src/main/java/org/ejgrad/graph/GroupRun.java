// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The instructions of a {@link Group} on the memory of one workspace. A group of one block runs
 * them once. Otherwise blocks are moved down the rows, and each sum over rows is made in a fixed
 * order: blocks are added up within a task, then the tasks pairwise.
 */
final class GroupRun {
  private final Group group;
  private final Instruction[] instructions;

  /** What moves down the rows: blocks over whole matrices. */
  private final Block[] moving;

  /** What changes its number of rows only: blocks in scratch memory. */
  private final Block[] resized;

  private final RowSum[] sums;

  /** Where the values of the nodes are. */
  interface Memory {
    /** The array of a whole value or leaf; that of an input may be replaced before a run. */
    Block whole(int node);

    /** An array for values of one block, and where this one starts; -1 for a whole value. */
    int scratchAt(int node);

    double[] scratch();
  }

  GroupRun(NodeList list, Group group, Memory memory) {
    this.group = group;
    boolean cut = group.blocks() > 1;
    List<Block> move = new ArrayList<>();
    List<Block> resize = new ArrayList<>();
    List<RowSum> summed = new ArrayList<>();
    IdentityHashMap<Node, Block> byRow = new IdentityHashMap<>();
    instructions = new Instruction[group.members().length()];
    for (int p = 0; p < instructions.length; p++) {
      int index = group.members().get(p);
      Node.Application node = (Node.Application) list.node(index);
      RowRule rule = Stages.rule(node);
      Block[] x = new Block[list.inputCount(index)];
      for (int k = 0; k < x.length; k++) {
        int input = list.input(index, k);
        boolean rows = cut && rule.byRow().get(k);
        Block known = byRow.get(list.node(input));
        x[k] = !rows && memory.scratchAt(input) < 0 ? memory.whole(input) : known;
        if (x[k] == null) {
          x[k] = follow(memory.whole(input), move);
          byRow.put(list.node(input), x[k]);
        }
      }
      Block y;
      if (memory.scratchAt(index) >= 0) {
        y = new Block(node.shape().cols());
        y.data = memory.scratch();
        y.at = memory.scratchAt(index);
        y.rows = Math.min(group.blockRows(), group.rows());
        resize.add(y);
        byRow.put(node, y);
      } else if (cut && rule.kind() == RowRule.Kind.SUM) {
        y = Block.of(new DMatrixRMaj(node.shape().rows(), node.shape().cols()));
        summed.add(new RowSum(y, group.tasks(), memory.whole(index)));
      } else if (cut) {
        y = follow(memory.whole(index), move);
        byRow.put(node, y);
      } else {
        y = memory.whole(index);
      }
      instructions[p] = Instruction.of(node, x, y);
    }
    moving = move.toArray(new Block[0]);
    resized = resize.toArray(new Block[0]);
    sums = summed.toArray(new RowSum[0]);
  }

  /**
   * A block over the rows of a whole matrix; it looks its array up, because inputs change theirs.
   */
  private static Block follow(Block whole, List<Block> moving) {
    Block block = new Block(whole.cols);
    block.source = whole;
    moving.add(block);
    return block;
  }

  void run() {
    if (group.blocks() == 1) {
      for (Instruction instruction : instructions) {
        instruction.run();
      }
      return;
    }
    for (int task = 0; task < group.tasks(); task++) {
      int end = task + 1 == group.tasks() ? group.blocks() : group.firstBlock(task + 1);
      for (int block = group.firstBlock(task); block < end; block++) {
        runBlock(block);
        for (RowSum sum : sums) {
          sum.add(task, block == group.firstBlock(task));
        }
      }
    }
    for (RowSum sum : sums) {
      sum.total();
    }
  }

  private void runBlock(int block) {
    int from = block * group.blockRows();
    int rows = Math.min(group.blockRows(), group.rows() - from);
    for (Block moved : moving) {
      moved.data = moved.source.data;
      moved.at = from * moved.cols;
      moved.firstRow = from;
      moved.rows = rows;
    }
    for (Block scratch : resized) {
      scratch.firstRow = from;
      scratch.rows = rows;
    }
    for (Instruction instruction : instructions) {
      instruction.run();
    }
  }
}
