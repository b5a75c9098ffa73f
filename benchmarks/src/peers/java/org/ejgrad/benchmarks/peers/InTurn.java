// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

/** 0 to count - 1, again and again. */
final class InTurn {
  private final int count;
  private int next;

  InTurn(int count) {
    this.count = count;
  }

  int next() {
    int turn = next;
    next = next + 1 == count ? 0 : next + 1;
    return turn;
  }
}
