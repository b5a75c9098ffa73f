// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to run a {@link Group}: kernels of its own, and blocks that it moves over
 * the matrices.
 */
final class Lane {
  private final Group group;
  private final Instructions instructions;

  /** What moves: blocks over whole matrices. */
  private final Block[] moving;

  /** What changes its size only: blocks in scratch memory. */
  private final Block[] resized;

  private final RowSum.Lane[] sums;
  private final int parts;

  /** Collects the parts of a lane. */
  private static final class Builder {
    private final NodeList list;
    private final MemoryPlan plan;
    private final Values values;
    private final Guards guards;
    private final Group group;
    private final int number;
    private final boolean cut;
    private final Instructions instructions;

    /** Into how many tasks the group's only instruction is split, if there is just one. */
    private int parts = 1;

    private final List<Block> moving = new ArrayList<>();
    private final List<Block> resized = new ArrayList<>();
    private final List<RowSum.Lane> sums = new ArrayList<>();

    /** Blocks over rows of whole values. */
    private final BlockTable rowsOf = new BlockTable(1);

    /** Blocks by place in scratch memory; values of one width that follow each other share one. */
    private final @Nullable Block[] places;

    /** Those of other widths, by place and columns. */
    private final BlockTable otherPlaces = new BlockTable(1);

    Builder(NodeList list, MemoryPlan plan, Values values, Guards guards, Group group, int number) {
      this.list = list;
      this.plan = plan;
      this.values = values;
      this.guards = guards;
      this.group = group;
      this.number = number;
      this.cut = group.blocks() > 1;
      this.instructions = new Instructions(group.size());
      this.places = new Block[placeCount(group, plan)];
    }

    void add(int index, RowSum[] totals) {
      Node.Application node = (Node.Application) list.node(index);
      Op op = node.operation();
      RowRule rule = plan.rule(index);
      boolean sum = cut && rule.kind() == RowRule.Kind.SUM;
      Block[] x = new Block[list.inputCount(index)];
      boolean uniform = true;
      Block y;
      if (sum) {
        RowSum.Lane lane = totals[sums.size()].new Lane();
        sums.add(lane);
        y = lane.summand;
      } else {
        y = block(index, cut);
      }
      for (int k = 0; k < x.length; k++) {
        x[k] = block(list.input(index, k), moves(rule, index, k));
        uniform &= x[k].precision() == y.precision();
      }
      Precision precision = arithmetic(op, uniform, y.precision());
      Kernel kernel = kernel(node, precision, plan.kept(index));
      if (kernel instanceof Stretched.Tiles tiles) {
        tiles.adopt(values.tiles(precision, number));
      }
      if (op.numbers() == Op.Numbers.ANY_TYPE) {
        instructions.add(node, kernel, x, y);
      } else {
        for (int k = 0; k < x.length; k++) {
          x[k] = converted(node, x[k], precision, moves(rule, index, k));
        }
        Block result = y.precision() == precision ? y : twin(y, precision, cut && !sum);
        instructions.add(node, kernel, x, result);
        if (result != y) {
          convert(node, result, y);
        }
      }
      if (!cut && group.size() == 1 && instructions.size() == 1) {
        parts = kernel.parts();
      }
      int guard = guards.of(index);
      if (guard >= 0 && !sum && parts == 1) {
        Kernel check = (from, to) -> guards.check(guard, from[0], 0, from[0].length());
        instructions.add(node, check, new Block[] {y}, y);
      }
    }

    /** Whether an input is read piece by piece: by row or, where rows are cut, by column. */
    private boolean moves(RowRule rule, int index, int k) {
      int cols = list.node(list.input(index, k)).shape().cols();
      boolean byColumn = group.cutsColumns() && cols == group.cols();
      return cut && (rule.byRow().get(k) || byColumn);
    }

    private Kernel kernel(Node.Application node, Precision precision, Precision kept) {
      try {
        return node.operation().kernel(node.inputShapes(), precision, kept);
      } catch (OutOfMemoryError tooLarge) {
        throw Instructions.outOfMemory(node, tooLarge);
      }
    }

    /** Where a value is: a block that moves if it is read in pieces, all of it otherwise. */
    private Block block(int index, boolean moves) {
      return !values.isWhole(index) ? place(index) : moves ? follow(index) : values.whole(index);
    }

    private static int placeCount(Group group, MemoryPlan plan) {
      int count = 0;
      for (int m = 0; m < group.size(); m++) {
        count = Math.max(count, plan.placeOf(group.member(m)) + 1);
      }
      return count;
    }

    private Block place(int index) {
      int place = plan.placeOf(index);
      int cols = list.node(index).shape().cols();
      Block block = places[place];
      if (block == null) {
        block = newPlace(index);
        places[place] = block;
      } else if (block.cols != cols) {
        block = otherPlaces.get(place, cols);
        if (block == null) {
          block = newPlace(index);
          otherPlaces.put(place, cols, block);
        }
      }
      return block;
    }

    private Block newPlace(int index) {
      Block place = values.place(index, Math.min(group.blockRows(), group.rows()), number);
      if (cut) {
        resized.add(place);
      }
      return place;
    }

    /** A block over rows; it looks its array up, because leaves change theirs. */
    private Block follow(int index) {
      Block block = rowsOf.get(index, 0);
      if (block == null) {
        Block whole = values.whole(index);
        block = new Block(whole.rows, whole.cols, whole.precision());
        block.source = whole;
        rowsOf.put(index, 0, block);
        moving.add(block);
      }
      return block;
    }

    private Block converted(Node.Application node, Block x, Precision precision, boolean moves) {
      if (x.precision() == precision) {
        return x;
      }
      Block twin = twin(x, precision, moves);
      convert(node, x, twin);
      return twin;
    }

    private void convert(Node.Application node, Block from, Block to) {
      instructions.add(node, Kernel::copy, new Block[] {from}, to);
    }

    /** Room for a block in the other precision. */
    private Block twin(Block block, Precision precision, boolean moves) {
      Block twin = new Block(block.rows, block.cols, precision);
      if (!moves) {
        twin.allocate();
        return twin;
      }
      twin.rows = Math.min(group.blockRows(), group.rows());
      boolean piece = group.cutsColumns() && block.cols == group.cols();
      twin.cols = piece ? group.blockCols() : block.cols;
      twin.allocate();
      if (piece || !group.cutsColumns()) {
        resized.add(twin);
      }
      return twin;
    }
  }

  /** A lane of a group; the sums in the order of its members that are sums. */
  static Lane of(
      NodeList list,
      MemoryPlan plan,
      Values values,
      Guards guards,
      Group group,
      RowSum[] sums,
      int number) {
    Builder builder = new Builder(list, plan, values, guards, group, number);
    for (int m = 0; m < group.size(); m++) {
      builder.add(group.member(m), sums);
    }
    return new Lane(builder);
  }

  private Lane(Builder builder) {
    group = builder.group;
    instructions = builder.instructions;
    moving = builder.moving.toArray(new Block[0]);
    resized = builder.resized.toArray(new Block[0]);
    sums = builder.sums.toArray(new RowSum.Lane[0]);
    parts = builder.parts;
  }

  /** What an op computes in, for values of this precision. */
  static Precision arithmetic(Op op, boolean uniform, Precision result) {
    return switch (op.numbers()) {
      case DOUBLE -> Precision.FLOAT64;
      case ONE_TYPE -> uniform ? result : Precision.FLOAT32;
      case ANY_TYPE -> result;
    };
  }

  /**
   * Number of parts that may be computed side by side where the group is one instruction; 1 where
   * others, such as conversions, go before or after it.
   */
  int parts() {
    return parts;
  }

  /** Runs a group that is not cut. */
  void run() {
    instructions.run();
  }

  /** Computes one part of the group's only op. */
  void runPart(int part) {
    instructions.runPart(part);
  }

  /** Runs the blocks of a task. */
  void runTask(int task) {
    int first = group.firstBlock(task);
    int end = group.firstBlock(task + 1);
    for (int block = first; block < end; block++) {
      runBlock(block);
      for (RowSum.Lane sum : sums) {
        sum.add(task, block == first);
      }
    }
  }

  private void runBlock(int block) {
    int from = group.firstRow(block);
    int rows = group.rowsOf(block);
    if (group.cutsColumns()) {
      toPiece(from, group.firstCol(block), group.colsOf(block));
    } else {
      for (Block moved : moving) {
        moved.moveTo(from, rows, 0, moved.cols);
      }
      for (Block scratch : resized) {
        scratch.resize(from, rows, from * scratch.cols, scratch.cols);
      }
    }
    run();
  }

  /** Moves to a piece of a row; of what is one row or less wide, to what that stands for. */
  private void toPiece(int row, int col, int cols) {
    for (Block moved : moving) {
      boolean wide = moved.source.cols == group.cols();
      int from = moved.source.rows == 1 ? 0 : row;
      moved.moveTo(from, 1, wide ? col : 0, wide ? cols : moved.source.cols);
    }
    for (Block scratch : resized) {
      scratch.resize(row, 1, row * group.cols() + col, cols);
    }
  }
}
