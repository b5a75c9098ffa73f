// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Collections;
import java.util.List;

/**
 * An elementwise op some of whose inputs are one row, or one number, that stands for all rows: the
 * compiler's way to broadcast without a matrix. The row is repeated on a tile that stays in a
 * cache, and the op runs over as many rows at a time. Where rows are cut, so is what is stretched,
 * and the tile is a piece of a row.
 *
 * @param op what is computed
 * @param shape of the result and of the inputs that are not stretched
 * @param mask bit k is set if input k is stretched
 */
record Stretched(Op op, Shape shape, long mask) implements Op {
  /** Elements of a tile: 4 KiB of double. */
  private static final int TILE = 512;

  @Override
  public String label() {
    return op.label();
  }

  @Override
  public String calledAs() {
    return op.calledAs();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return shape;
  }

  @Override
  public boolean mayFail() {
    return op.mayFail();
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return op.cost(Collections.nCopies(inputs.size(), result), result);
  }

  /** Tiles are of one type: an op that takes any gets one. */
  @Override
  public Numbers numbers() {
    return op.numbers() == Numbers.DOUBLE ? Numbers.DOUBLE : Numbers.ONE_TYPE;
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    throw new IllegalStateException(label() + ": a compiled graph is not differentiated");
  }

  private boolean isStretched(int input) {
    return (mask >> input & 1) != 0;
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    Boolean[] byRow = new Boolean[inputs.size()];
    for (int k = 0; k < byRow.length; k++) {
      byRow[k] = !isStretched(k);
    }
    return RowRule.eachElement(byRow);
  }

  /** Elements that a thread has for tiles. Those that do not fit get memory of their own. */
  static final int TILES = 4 * TILE;

  /**
   * Runs the op's kernel over a tile's rows at a time. Small tiles lie in memory that all ops of a
   * thread share, since none outlives a run of the kernel.
   */
  static final class Tiles implements Kernel {
    private final Kernel kernel;
    private final Stretched op;
    private final Block[] parts;
    private final Block result;
    private final int rows;

    private boolean hasMemory;

    Tiles(Kernel kernel, Stretched op, Block[] parts, Block result) {
      this.kernel = kernel;
      this.op = op;
      this.parts = parts;
      this.result = result;
      this.rows = result.rows;
    }

    /** Takes memory for the tiles, or its own where this is too small. */
    void adopt(Block memory) {
      hasMemory = true;
      int at = 0;
      for (int k = 0; k < parts.length; k++) {
        if (op.isStretched(k) && at + parts[k].length() <= memory.length()) {
          parts[k].share(memory);
          parts[k].at = at;
          // On lines of the cache; of wide matrices a tile is one row, which may be longer.
          at += Math.max(TILE, parts[k].length());
        } else if (op.isStretched(k)) {
          parts[k].allocate();
        }
      }
    }

    @Override
    public void run(Block[] x, Block y) {
      if (!hasMemory) {
        adopt(new Block(0, 0, y.precision()));
      }
      int first = Math.min(rows, y.rows);
      result.cols = y.cols;
      for (int k = 0; k < x.length; k++) {
        parts[k].cols = y.cols;
        if (op.isStretched(k)) {
          repeat(x[k], parts[k], first);
        } else {
          parts[k].share(x[k]);
        }
      }
      result.share(y);
      for (int from = 0; from < y.rows; from += rows) {
        int now = Math.min(rows, y.rows - from);
        for (int k = 0; k < x.length; k++) {
          Block part = parts[k];
          part.rows = now;
          part.at = op.isStretched(k) ? part.at : x[k].at + from * part.cols;
        }
        result.rows = now;
        result.at = y.at + from * result.cols;
        kernel.run(parts, result);
      }
    }

    private static void repeat(Block row, Block tile, int rows) {
      if (row.cols == 1) {
        tile.fill(0, rows * tile.cols, row.get(0));
        return;
      }
      int length = rows * tile.cols;
      // There may be no rows, and then no room for one.
      tile.copy(0, row, 0, Math.min(tile.cols, length));
      // By doubling: copies of short rows cost more than their numbers.
      for (int done = tile.cols; done < length; done *= 2) {
        tile.copy(done, tile, 0, Math.min(done, length - done));
      }
    }
  }

  @Override
  public Tiles kernel(List<Shape> inputs, Precision precision) {
    int cols = RowRule.isWide(shape) ? RowRule.PIECE : shape.cols();
    int rows = Math.max(1, Math.min(shape.rows(), TILE / Math.max(1, cols)));
    Block[] parts = new Block[inputs.size()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = new Block(rows, cols, precision);
    }
    Block result = new Block(rows, cols, precision);
    return new Tiles(
        op.kernel(Collections.nCopies(parts.length, shape), precision), this, parts, result);
  }
}
