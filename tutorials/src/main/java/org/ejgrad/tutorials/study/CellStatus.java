// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

/** How a cell ended. */
public enum CellStatus {
  /** The loss went below the threshold, and the cell ran to its end. */
  REACHED,
  /** The cell ran to its end and the loss was never below the threshold. */
  NOT_REACHED,
  /** The loss or the gradient became NaN or infinite, and the cell stopped there. */
  DIVERGED
}
