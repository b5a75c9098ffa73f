// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An elementwise op some of whose inputs are one row, or one number, that stands for all rows: the
 * compiler's way to broadcast without a matrix. The row is repeated on a tile that stays in the
 * first-level cache, and the op runs over as many rows at a time.
 *
 * @param op what is computed
 * @param shape of the result and of the inputs that are not stretched
 * @param stretched which inputs are
 */
record Stretched(Op op, Shape shape, ImmutableList<Boolean> stretched) implements Op {
  /** Elements of a tile: 4 KiB of double. */
  private static final int TILE = 512;

  @Override
  public String label() {
    return op.label();
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

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(stretched.stream().map(all -> !all).toArray(Boolean[]::new));
  }

  /** Runs the op's kernel over a tile's rows at a time. */
  private static final class Tiles implements Kernel {
    private final Kernel kernel;
    private final boolean[] stretched;
    private final Block[] parts;
    private final Block result;
    private final int rows;

    Tiles(Kernel kernel, boolean[] stretched, Block[] parts, Block result) {
      this.kernel = kernel;
      this.stretched = stretched;
      this.parts = parts;
      this.result = result;
      this.rows = result.rows;
    }

    @Override
    public void run(Block[] x, Block y) {
      int first = Math.min(rows, y.rows);
      for (int k = 0; k < x.length; k++) {
        if (stretched[k]) {
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
          part.at = stretched[k] ? 0 : x[k].at + from * part.cols;
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
      for (int i = 0; i < rows; i++) {
        tile.copy(i * tile.cols, row, 0, tile.cols);
      }
    }
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int cols = shape.cols();
    int rows = Math.max(1, Math.min(shape.rows(), TILE / Math.max(1, cols)));
    boolean[] repeated = new boolean[inputs.size()];
    Block[] parts = new Block[inputs.size()];
    List<Shape> full = new ArrayList<>();
    for (int k = 0; k < parts.length; k++) {
      repeated[k] = stretched.get(k);
      parts[k] =
          repeated[k] ? Block.allocate(rows, cols, precision) : new Block(rows, cols, precision);
      full.add(shape);
    }
    Block result = new Block(rows, cols, precision);
    return new Tiles(op.kernel(full, precision), repeated, parts, result);
  }
}
