// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

/**
 * One axis of a chart.
 *
 * @param label what is measured, with its unit
 * @param logarithmic whether the scale is logarithmic; values that are not positive are then not
 *     drawn
 */
public record Axis(String label, boolean logarithmic) {
  /** Returns an axis with an even scale. */
  public static Axis linear(String label) {
    return new Axis(label, false);
  }

  /** Returns an axis with a logarithmic scale. */
  public static Axis log(String label) {
    return new Axis(label, true);
  }
}
