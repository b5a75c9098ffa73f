// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.jspecify.annotations.Nullable;

/**
 * Blocks under keys of two ints: a hash table without objects of its own. Keys that follow each
 * other in the first int lie one beside the other; jumps hang on both.
 */
final class BlockTable {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private @Nullable Block[] blocks;
  private int size;

  /** An empty table, with room for about as many blocks as are expected; it grows where needed. */
  BlockTable(int expected) {
    // Most tables stay empty: a group of one op has no scratch memory and does not move.
    keys = new long[expected <= 1 ? 1 : 2 * Integer.highestOneBit(expected - 1)];
    blocks = new Block[keys.length];
  }

  private static long key(int first, int second) {
    return (long) first << 32 | Integer.toUnsignedLong(second);
  }

  /** The block under a key, if there is one. */
  @Nullable Block get(int first, int second) {
    return blocks[place(key(first, second))];
  }

  /** Adds a block under a key that has none. */
  void put(int first, int second, Block block) {
    if (size >= blocks.length / 4 * 3) {
      grow();
    }
    set(key(first, second), block);
    size++;
  }

  private void set(long key, Block block) {
    int place = place(key);
    keys[place] = key;
    blocks[place] = block;
  }

  /** Where a key is or, if it is not there, would be. */
  private int place(long key) {
    int mask = blocks.length - 1;
    int place = (int) (key >>> 32) & mask;
    int jump = (int) ((key * SPREAD) >>> 40) | 1;
    while (blocks[place] != null && keys[place] != key) {
      place = (place + jump) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Block[] oldBlocks = blocks;
    keys = new long[2 * oldKeys.length];
    blocks = new Block[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      Block block = oldBlocks[i];
      if (block != null) {
        set(oldKeys[i], block);
      }
    }
  }
}
