// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class BlockTableTest {
  @Test
  void get_keysThatShareAnInt_areToldApart() {
    int side = 60;
    Block[][] blocks = new Block[side][side];
    BlockTable table = new BlockTable(1);
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        assertNull(table.get(i << 20, j));
        blocks[i][j] = new Block(1, 1, Precision.FLOAT64);
        table.put(i << 20, j, blocks[i][j]);
      }
    }
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        assertSame(blocks[i][j], table.get(i << 20, j));
      }
    }
    assertNull(table.get(1, 0));
    assertNull(table.get(0, side));
  }
}
