// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.math.IntMath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Numbered pieces of memory of different sizes that are taken and given back. */
final class Pool {
  private final IntList sizes = new IntList();
  private final List<Precision> precisions = new ArrayList<>();
  private final Map<Precision, Free> free = new EnumMap<>(Precision.class);

  /** Pieces of one precision that nobody uses. */
  private static final class Free {
    private final NavigableMap<Integer, Stack> bySize = new TreeMap<>();

    /** The stack of the map that was used last: neighbours mostly have one size. */
    private @Nullable Stack last;

    /** Pieces of one size. */
    private record Stack(int size, IntList pieces) {}

    /** The piece given back last of those of the smallest size from this to that, or -1. */
    int take(int elements, long most) {
      if (last != null && last.size == elements && last.pieces.size() > 0) {
        return last.pieces.pop();
      }
      while (true) {
        var fitting = bySize.ceilingEntry(elements);
        if (fitting == null || fitting.getKey() > most) {
          return -1;
        }
        last = fitting.getValue();
        if (last.pieces.size() > 0) {
          return last.pieces.pop();
        }
        bySize.remove(last.size);
        last = null;
      }
    }

    void release(int piece, int size) {
      if (last == null || last.size != size) {
        last = bySize.computeIfAbsent(size, key -> new Stack(key, new IntList()));
      }
      last.pieces.push(piece);
    }
  }

  /**
   * The smallest free piece that is large enough but not more than twice as large, or a new one.
   */
  int take(int elements, Precision precision) {
    return take(elements, 2L * elements, precision);
  }

  /** A free piece of just this size, or a new one: for what is never given back. */
  int takeForGood(int elements, Precision precision) {
    return take(elements, elements, precision);
  }

  private int take(int elements, long most, Precision precision) {
    int piece = free(precision).take(elements, most);
    if (piece >= 0) {
      return piece;
    }
    sizes.push(elements);
    precisions.add(precision);
    return sizes.size() - 1;
  }

  void release(int piece) {
    free(precisions.get(piece)).release(piece, sizes.get(piece));
  }

  private Free free(Precision precision) {
    return free.computeIfAbsent(precision, key -> new Free());
  }

  /** Number of pieces, free or not. */
  int pieces() {
    return sizes.size();
  }

  /** Number of elements of a piece. */
  int size(int piece) {
    return sizes.get(piece);
  }

  Precision precision(int piece) {
    return precisions.get(piece);
  }

  /**
   * Where each piece starts if those of one precision lie one after the other: on 64-byte lines, or
   * for pieces that are shorter than a line on a multiple of the next power of 2.
   *
   * @param lengths raised to where they end. Modified.
   */
  int[] starts(Map<Precision, Integer> lengths) {
    int[] starts = new int[pieces()];
    for (Precision precision : Precision.values()) {
      int line = 64 / precision.bytes();
      long end = 0;
      for (int p = 0; p < starts.length; p++) {
        if (precisions.get(p) == precision) {
          int size = sizes.get(p);
          int unit = size < line ? IntMath.ceilingPowerOfTwo(Math.max(1, size)) : line;
          long start = (end + unit - 1) / unit * unit;
          end = start + size;
          if (end > Integer.MAX_VALUE) {
            throw new OutOfMemoryError(
                "workspace: not enough memory for values of one block with "
                    + end
                    + " elements; an array has fewer. Use narrower matrices or fewer rows.");
          }
          starts[p] = (int) start;
        }
      }
      lengths.merge(precision, (int) end, Math::max);
    }
    return starts;
  }
}
