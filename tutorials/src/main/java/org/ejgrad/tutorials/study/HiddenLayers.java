// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The hidden layers of a network with two inputs and one output.
 *
 * @param hidden the widths, first layer first; each at least 1
 */
public record HiddenLayers(List<Integer> hidden) {
  private static final int INPUTS = 2;

  /** Checks the widths. */
  public HiddenLayers {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException("network: widths must be at least 1, got " + hidden);
    }
  }

  /** Returns the network with these hidden widths. */
  public static HiddenLayers of(Integer... widths) {
    return new HiddenLayers(List.of(widths));
  }

  /** Returns the widths joined by dashes, such as 4-4-4; "none" without a hidden layer. */
  public String label() {
    return hidden.isEmpty()
        ? "none"
        : hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  /** Returns how many weights join neurons, biases not counted. */
  long connections() {
    long sum = 0;
    int before = INPUTS;
    for (int width : hidden) {
      sum += (long) before * width;
      before = width;
    }
    return sum + before;
  }
}
