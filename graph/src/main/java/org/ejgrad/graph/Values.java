// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The memory of one workspace: where the value of each node is. */
final class Values {
  private static final Block NOTHING = new Block(0, 0, Precision.FLOAT64);

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

  /** Memory that one or more values take one after the other. */
  private record Piece(long bytes, int node) {}

  private String text(Piece piece) {
    Node of = list.node(piece.node);
    String line = of.line().map(at -> ", made at " + at).orElse("");
    return list.formula(piece.node) + " " + of.shape() + " (" + piece.bytes + " bytes" + line + ")";
  }

  /**
   * An error that names what takes most of the memory. The workspace is given up: what it has got
   * is dropped before, since the message needs memory, too.
   */
  OutOfMemoryError outOfMemory(OutOfMemoryError cause) {
    for (Block whole : wholes) {
      if (whole != null) {
        whole.share(NOTHING);
      }
    }
    scratch.clear();
    tiles.clear();
    String ofThread =
        plan.scratchBytes() == 0 ? "" : " and " + plan.scratchBytes() + " for each further thread";
    String largest = pieces().stream().limit(3).map(this::text).collect(Collectors.joining(", "));
    OutOfMemoryError error =
        new OutOfMemoryError(
            "workspace: not enough memory for "
                + (plan.bytes() + bytesOfCells())
                + " bytes of values"
                + ofThread
                + "; the largest are "
                + largest
                + ". Use smaller batches, FLOAT32, fewer threads (-Dejgrad.threads), or a larger heap"
                + " (-Xmx).");
    error.initCause(cause);
    return error;
  }

  /** Bytes of the next values of cells, which are kept beside the present ones. */
  private long bytesOfCells() {
    long bytes = 0;
    for (int i = 0; i < list.size(); i++) {
      long elements = plan.ofCell(i) ? list.node(i).shape().elements() : 0;
      bytes += elements * plan.precision(i).bytes();
    }
    return bytes;
  }

  /** What memory is taken for, the largest first; each piece with the first value that is there. */
  private List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    boolean[] named = new boolean[plan.bufferCount()];
    for (Group group : plan.groups()) {
      int places = 0;
      for (int m = 0; m < group.size(); m++) {
        int i = group.member(m);
        Shape shape = list.node(i).shape();
        int buffer = plan.bufferOf(i);
        long elements = shape.elements();
        if (buffer >= 0) {
          elements = named[buffer] ? 0 : plan.size(buffer);
          named[buffer] = true;
        } else if (!plan.ofCell(i)) {
          boolean first = plan.placeOf(i) >= places;
          elements = first ? group.elementsInBlock(shape) : 0;
          places = Math.max(places, plan.placeOf(i) + 1);
        }
        pieces.add(new Piece(elements * plan.precision(i).bytes(), i));
      }
    }
    pieces.removeIf(piece -> piece.bytes == 0);
    pieces.sort(Comparator.comparingLong((Piece piece) -> -piece.bytes));
    return pieces;
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
    Map<Precision, Block> blocks = lanes.get(lane);
    Block block = blocks.get(precision);
    if (block == null) {
      try {
        block = Block.allocate(length, 1, precision);
      } catch (OutOfMemoryError tooLarge) {
        throw outOfMemory(tooLarge);
      }
      blocks.put(precision, block);
    }
    return block;
  }
}
