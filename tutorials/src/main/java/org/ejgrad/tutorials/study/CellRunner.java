// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

/**
 * Trains one cell. Called from several threads at once; what it returns depends on key and settings
 * alone, the time excepted.
 */
@FunctionalInterface
public interface CellRunner {
  /**
   * Returns what the cell recorded. A loss that is not finite is a result, not an exception.
   *
   * @throws RuntimeException if the cell cannot be run; the study fails with the cell's name
   */
  CellResult run(CellKey key, StudySettings settings);
}
