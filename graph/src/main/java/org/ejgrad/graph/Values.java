// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memory of one workspace: where the value of each node is. */
final class Values {
  private final NodeList list;
  private final MemoryPlan plan;
  private final @Nullable Block[] wholes;
  private final Block[] parameters;
  private final CellValue[] cells;

  /** For each thread that has a use for it: where values of one block are. */
  private final List<Map<Precision, Block>> scratch = new ArrayList<>();

  /** The same for {@link Stretched} ops. */
  private final List<Map<Precision, Block>> tiles = new ArrayList<>();

  /** Allocates the memory of whole values. */
  Values(NodeList list, MemoryPlan plan) {
    this.list = list;
    this.plan = plan;
    wholes = new Block[list.size()];
    List<Block> parameterBlocks = new ArrayList<>();
    List<CellValue> parameterCells = new ArrayList<>();
    try {
      Block[] buffers = new Block[plan.bufferCount()];
      for (int b = 0; b < buffers.length; b++) {
        buffers[b] = Block.allocate(plan.size(b), 1, plan.precisionOfBuffer(b));
      }
      for (int i = 0; i < wholes.length; i++) {
        Node node = list.node(i);
        if (node instanceof Node.Application && plan.bufferOf(i) < 0 && !plan.ofCell(i)) {
          continue;
        }
        Block whole = new Block(node.shape().rows(), node.shape().cols(), plan.precision(i));
        wholes[i] = whole;
        if (plan.bufferOf(i) >= 0) {
          whole.share(buffers[plan.bufferOf(i)]);
        } else if (node instanceof Node.Parameter parameter) {
          parameterBlocks.add(whole);
          parameterCells.add(parameter.cell().numbers());
        } else if (node instanceof Node.Constant constant) {
          whole.share(plan.constant(constant, whole.precision()));
        }
      }
    } catch (OutOfMemoryError tooLarge) {
      throw outOfMemory(tooLarge);
    }
    parameters = parameterBlocks.toArray(new Block[0]);
    cells = parameterCells.toArray(new CellValue[0]);
  }

  private OutOfMemoryError outOfMemory(OutOfMemoryError cause) {
    StringBuilder text = new StringBuilder();
    text.append("workspace: not enough memory for ")
        .append(plan.bytes())
        .append(" bytes of values; the largest are");
    List<Integer> largest = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (plan.bufferOf(i) >= 0) {
        largest.add(i);
      }
    }
    largest.sort(Comparator.comparingInt((Integer i) -> -list.node(i).shape().elements()));
    for (int i : largest.subList(0, Math.min(3, largest.size()))) {
      Node node = list.node(i);
      text.append(i == (int) largest.get(0) ? " " : ", ")
          .append(GraphText.formula(node))
          .append(' ')
          .append(node.shape())
          .append(" (")
          .append((long) plan.precision(i).bytes() * node.shape().elements())
          .append(" bytes)");
    }
    text.append(". Use smaller batches, FLOAT32, or a larger heap (-Xmx).");
    OutOfMemoryError error = new OutOfMemoryError(text.toString());
    error.initCause(cause);
    return error;
  }

  /** Reads where the cells have their present numbers now. */
  void bindParameters() {
    for (int k = 0; k < parameters.length; k++) {
      Block parameter = parameters[k];
      parameter.share(cells[k].present(parameter.precision()));
    }
  }

  /** Whether all of a value is kept, as that of a leaf is. */
  boolean isWhole(int node) {
    return wholes[node] != null;
  }

  /** The block of a whole value or leaf; its array may be another one in each run. */
  Block whole(int node) {
    Block whole = wholes[node];
    if (whole == null) {
      throw new IllegalStateException("no whole value of " + list.node(node).describe());
    }
    return whole;
  }

  /** A new block for rows of a value that is not whole, in the scratch memory of a thread. */
  Block place(int node, int rows, int lane) {
    Precision precision = plan.precision(node);
    Block place = new Block(rows, list.node(node).shape().cols(), precision);
    place.share(scratch(precision, lane));
    place.at = plan.scratchAt(node);
    return place;
  }

  /** Memory of a thread for what lives during one kernel's run only. */
  Block tiles(Precision precision, int lane) {
    return ofLane(tiles, precision, lane, Stretched.TILES);
  }

  private Block scratch(Precision precision, int lane) {
    return ofLane(scratch, precision, lane, plan.scratchLength(precision));
  }

  private Block ofLane(
      List<Map<Precision, Block>> lanes, Precision precision, int lane, int length) {
    while (lanes.size() <= lane) {
      lanes.add(new EnumMap<>(Precision.class));
    }
    try {
      return lanes
          .get(lane)
          .computeIfAbsent(precision, key -> Block.allocate(length, 1, precision));
    } catch (OutOfMemoryError tooLarge) {
      throw outOfMemory(tooLarge);
    }
  }
}
