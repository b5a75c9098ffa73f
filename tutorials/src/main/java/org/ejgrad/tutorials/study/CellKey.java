// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.Locale;
import org.ejgrad.graph.Names;

/**
 * Names one cell of the study.
 *
 * @param n number of data points
 * @param network the network trained
 * @param learningRate the optimizer's rate
 * @param optimizer the optimizer's name
 */
public record CellKey(int n, HiddenLayers network, double learningRate, String optimizer) {
  /** Work that a cell costs whatever its size, in the unit of {@link #work()}. */
  private static final long FIXED_WORK = 20_000;

  /** Returns a rough measure of the cell's cost, by which long cells start first. */
  long work() {
    return FIXED_WORK + n * network.connections();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "n=%d, network %s, rate %s, %s",
        n,
        network.label(),
        Numbers.rate(learningRate),
        Names.printable(optimizer));
  }
}
