// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A sum of nodes as a balanced tree, so that its rounding error grows with the logarithm of their
 * number only (Higham, "The accuracy of floating point summation", 1993). The parts are sums of as
 * many terms as the binary digits of the count stand for: computed in order, no more than these are
 * kept at a time.
 */
final class PairwiseSum {
  private final List<Node> parts = new ArrayList<>();
  private int count = 2;

  /** A sum that starts with that of two terms. */
  PairwiseSum(Node ofTwo) {
    parts.add(ofTwo);
  }

  void add(Node term) {
    count++;
    Node sum = term;
    for (int rest = count; rest % 2 == 0; rest /= 2) {
      sum = Structure.add(parts.remove(parts.size() - 1), sum);
    }
    parts.add(sum);
  }

  Node total() {
    Node sum = parts.get(parts.size() - 1);
    for (int k = parts.size() - 2; k >= 0; k--) {
      sum = Structure.add(parts.get(k), sum);
    }
    return sum;
  }
}
