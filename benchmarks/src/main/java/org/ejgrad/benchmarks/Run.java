// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** An implementation of a problem, ready to take steps. Used by one thread. */
public interface Run {
  /** Does the work that is timed: one gradient, or one training step. */
  void step();

  /**
   * What the steps so far came to, for comparison: the gradient, or all parameters, in the
   * problem's order and shapes. Not timed, and may allocate.
   */
  List<DMatrixRMaj> results();
}
