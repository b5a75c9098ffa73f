// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Values that must be finite. Each is looked at where it is computed, while it is in the cache; the
 * first guard that failed in a run is kept.
 */
final class Guards {
  private static final int NONE = -1;

  /** For each node which guard it is; empty where there are none. */
  private final int[] guardOf;

  private final AtomicInteger failed = new AtomicInteger(Integer.MAX_VALUE);

  /** The guards of a list: its roots from number {@code firstRoot} on. */
  Guards(NodeList list, int firstRoot) {
    guardOf = new int[firstRoot < list.rootCount() ? list.size() : 0];
    Arrays.fill(guardOf, NONE);
    for (int k = list.rootCount() - 1; k >= firstRoot; k--) {
      guardOf[list.root(k)] = k - firstRoot;
    }
  }

  /** Which guard a node is, or -1. */
  int of(int node) {
    return guardOf.length == 0 ? NONE : guardOf[node];
  }

  /** Forgets what failed in the last run. */
  void reset() {
    failed.set(Integer.MAX_VALUE);
  }

  boolean failed() {
    return failed.get() < Integer.MAX_VALUE;
  }

  /** The first guard that failed. */
  int first() {
    return failed.get();
  }

  /** Notes a guard as failed if one of these elements is not finite. */
  void check(int guard, Block x, int from, int to) {
    if (!Sums.LOOPS.allFinite(x, from, to - from)) {
      failed.accumulateAndGet(guard, Math::min);
    }
  }
}
