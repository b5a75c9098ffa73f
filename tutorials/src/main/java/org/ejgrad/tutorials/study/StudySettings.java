// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a study runs: the grid of sizes x networks x rates x optimizers, and what all cells share.
 * The lists must not be empty nor hold a value twice.
 *
 * @param sizes numbers of data points, each at least 1
 * @param networks the networks
 * @param learningRates positive and finite
 * @param optimizers names
 * @param iterations steps of each cell, at least 1
 * @param seed of data and initial weights; cells that differ only in rate or optimizer start alike
 * @param lossThreshold the loss whose first undershoot is recorded; positive
 */
public record StudySettings(
    List<Integer> sizes,
    List<HiddenLayers> networks,
    List<Double> learningRates,
    List<String> optimizers,
    int iterations,
    long seed,
    double lossThreshold) {
  /** The optimizers of the built-in grids, in the order of their tables. */
  public static final List<String> OPTIMIZERS =
      List.of("gradient descent", "momentum", "averaged SGD", "AdaGrad", "RMSProp", "Adam");

  private static final List<Double> LEARNING_RATES = List.of(0.1, 0.01, 0.001);
  private static final long SEED = 1;
  private static final double LOSS_THRESHOLD = 0.01;

  /** Checks every value. */
  public StudySettings {
    sizes = distinct("sizes", sizes);
    networks = distinct("networks", networks);
    learningRates = distinct("learningRates", learningRates);
    optimizers = distinct("optimizers", optimizers);
    require(sizes.stream().allMatch(n -> n >= 1), "sizes must be at least 1", sizes);
    require(
        learningRates.stream().allMatch(rate -> rate > 0 && Double.isFinite(rate)),
        "learningRates must be positive and finite",
        learningRates);
    require(iterations >= 1, "iterations must be at least 1", iterations);
    require(
        lossThreshold > 0 && Double.isFinite(lossThreshold),
        "lossThreshold must be positive and finite",
        lossThreshold);
  }

  /**
   * Returns the whole grid: n in {100, 1000, 10000}; networks 4-4-4, 8-8-8, 16-16-16; rates 0.1,
   * 0.01, 0.001; all optimizers; 3,000 iterations. 162 cells.
   */
  public static StudySettings full() {
    return new StudySettings(
        List.of(100, 1_000, 10_000),
        List.of(HiddenLayers.of(4, 4, 4), HiddenLayers.of(8, 8, 8), HiddenLayers.of(16, 16, 16)),
        LEARNING_RATES,
        OPTIMIZERS,
        3_000,
        SEED,
        LOSS_THRESHOLD);
  }

  /**
   * Returns the quick grid: n in {100, 1000}; networks 4-4-4, 8-8-8; the same rates and optimizers;
   * 1,000 iterations. 72 cells.
   */
  public static StudySettings quick() {
    return new StudySettings(
        List.of(100, 1_000),
        List.of(HiddenLayers.of(4, 4, 4), HiddenLayers.of(8, 8, 8)),
        LEARNING_RATES,
        OPTIMIZERS,
        1_000,
        SEED,
        LOSS_THRESHOLD);
  }

  /** Returns the cells in grid order: by size, then network, then rate, then optimizer. */
  public List<CellKey> cells() {
    List<CellKey> cells = new ArrayList<>(Math.toIntExact(cellCount()));
    for (int n : sizes) {
      for (HiddenLayers network : networks) {
        for (double rate : learningRates) {
          for (String optimizer : optimizers) {
            cells.add(new CellKey(n, network, rate, optimizer));
          }
        }
      }
    }
    return List.copyOf(cells);
  }

  long cellCount() {
    return Math.multiplyExact(
        (long) sizes.size() * networks.size(), (long) learningRates.size() * optimizers.size());
  }

  private static <T> List<T> distinct(String name, List<T> values) {
    List<T> copy = List.copyOf(values);
    require(
        !copy.isEmpty() && new HashSet<>(copy).size() == copy.size(),
        name + " must hold at least one value and none twice",
        copy);
    return copy;
  }

  private static void require(boolean holds, String rule, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("study: " + rule + ", got " + got);
    }
  }
}
