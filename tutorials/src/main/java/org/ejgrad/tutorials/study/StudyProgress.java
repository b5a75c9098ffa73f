// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

/** Told of every cell that ends, one at a time, on the thread that runs the study. */
@FunctionalInterface
public interface StudyProgress {
  /**
   * A cell has ended.
   *
   * @param result what it recorded
   * @param done how many cells have ended, this one included
   * @param total how many cells there are
   * @param workDone share of the work done, in (0, 1], by an estimate of each cell's cost
   */
  void cellEnded(CellResult result, int done, int total, double workDone);
}
