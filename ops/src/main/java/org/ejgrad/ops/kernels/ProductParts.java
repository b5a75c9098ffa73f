// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * A grid of disjoint tiles of a product, fixed by its shape alone, so that the bits do not depend
 * on who computes which: at most 16, each of at least a million multiply-adds (some 25 us on one
 * core), as square as they can be, since the factors are read once for each row or column of tiles.
 */
record ProductParts(int down, int across, int tileRows, int tileCols) {
  private static final long WORK = 1 << 20;
  private static final int MOST = 16;
  private static final int ROWS = 32;
  private static final int COLUMNS = 64;

  static ProductParts of(ProductShape shape) {
    int m = shape.m();
    int n = shape.n();
    int wanted = 1;
    while (wanted < MOST && shape.work() / (2L * wanted) >= WORK) {
      wanted *= 2;
    }
    int bestDown = 1;
    int bestAcross = 1;
    long bestReads = (long) n + m;
    for (int down = 1; down <= wanted && (down == 1 || down * ROWS <= m); down *= 2) {
      int across = wanted / down;
      while (across > 1 && across * COLUMNS > n) {
        across /= 2;
      }
      int parts = down * across;
      int best = bestDown * bestAcross;
      long reads = (long) down * n + (long) across * m;
      if (parts > best || (parts == best && reads < bestReads)) {
        bestReads = reads;
        bestDown = down;
        bestAcross = across;
      }
    }
    return new ProductParts(bestDown, bestAcross, side(m, bestDown, 8), side(n, bestAcross, 64));
  }

  private static int side(int length, int tiles, int multiple) {
    if (tiles == 1) {
      return length;
    }
    int side = (length + tiles - 1) / tiles;
    return (side + multiple - 1) / multiple * multiple;
  }

  int count() {
    return down * across;
  }

  int firstRow(int part) {
    return part / across * tileRows;
  }

  int firstCol(int part) {
    return part % across * tileCols;
  }
}
