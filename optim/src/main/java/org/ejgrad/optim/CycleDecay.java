// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

/** What becomes of the height of a cyclic schedule (Smith 2017, section 3.2). */
@FunctionalInterface
public interface CycleDecay {
  /** All cycles are alike: "triangular". */
  CycleDecay NONE = (cycle, elapsed) -> 1;

  /** Each cycle is half as high as the one before: "triangular2". */
  CycleDecay HALVING = (cycle, elapsed) -> Math.scalb(1.0, (int) Math.max(1 - cycle, -2000));

  /**
   * The height falls by a factor at each step: "exp_range".
   *
   * @param factor in (0, 1]
   */
  static CycleDecay exponential(double factor) {
    Settings.share("cycle decay, factor", factor);
    return (cycle, elapsed) -> Math.pow(factor, (double) elapsed);
  }

  /**
   * What the height is multiplied by.
   *
   * @param cycle 1 for the first
   * @param elapsed steps since the first
   */
  double at(long cycle, long elapsed);
}
