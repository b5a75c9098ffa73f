// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** Items that are computed without each other, cut into parts of about equally many. */
record ItemKernel(int items, int fewest, Kernel.ItemLoop loop) implements Kernel {
  /** Four for each of 16 processors; more wait for the memory anyway. */
  private static final int MOST_PARTS = 64;

  /**
   * Shorter pieces of rows cost more than a second thread gains: maxima of 10,000 columns of 1000
   * rows took one thread 8 ms as a whole and 15 ms in pieces of 512, two threads 5 and 8 to 13 ms.
   */
  static final int FEWEST_COLUMNS = 4096;

  @Override
  public int parts() {
    return Math.max(1, Math.min(items / fewest, MOST_PARTS));
  }

  @Override
  public void run(Block[] x, Block y) {
    loop.run(x, y, 0, items);
  }

  @Override
  public void run(Block[] x, Block y, int part) {
    loop.run(x, y, start(part), start(part + 1));
  }

  private int start(int part) {
    return (int) ((long) items * part / parts());
  }
}
