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
  private static final int LANES = 8;

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
    if (!allFinite(x, from, to)) {
      failed.accumulateAndGet(guard, Math::min);
    }
  }

  /** Whether elements are finite: x * 0 is 0 for finite x and NaN otherwise. */
  private static boolean allFinite(Block x, int from, int to) {
    return x.precision() == Precision.FLOAT64
        ? allFinite(x.doubles, x.at + from, x.at + to)
        : allFinite(x.floats, x.at + from, x.at + to);
  }

  /** Whether elements {@code from} to {@code to - 1} are finite. */
  static boolean allFinite(double[] x, int from, int to) {
    // Independent sums, because one waits four cycles for each addition.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      s0 += x[i] * 0.0;
      s1 += x[i + 1] * 0.0;
      s2 += x[i + 2] * 0.0;
      s3 += x[i + 3] * 0.0;
      s4 += x[i + 4] * 0.0;
      s5 += x[i + 5] * 0.0;
      s6 += x[i + 6] * 0.0;
      s7 += x[i + 7] * 0.0;
    }
    for (; i < to; i++) {
      s0 += x[i] * 0.0;
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 == 0;
  }

  private static boolean allFinite(float[] x, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      s0 += x[i] * 0f;
      s1 += x[i + 1] * 0f;
      s2 += x[i + 2] * 0f;
      s3 += x[i + 3] * 0f;
      s4 += x[i + 4] * 0f;
      s5 += x[i + 5] * 0f;
      s6 += x[i + 6] * 0f;
      s7 += x[i + 7] * 0f;
    }
    for (; i < to; i++) {
      s0 += x[i] * 0f;
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 == 0;
  }
}
