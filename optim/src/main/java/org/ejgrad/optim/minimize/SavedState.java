// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * All that a minimizer needs to go on: numbers and matrices only, so it can be written to any file.
 * A run resumed from it gives the same bits as one that was not interrupted.
 *
 * @param method the method it belongs to
 * @param iterations taken so far
 * @param counts evaluations so far
 * @param matrices what the method remembers, by name; not to be modified
 */
public record SavedState(
    String method, long iterations, Counts counts, Map<String, DMatrixRMaj> matrices) {
  public SavedState {
    matrices = ImmutableMap.copyOf(matrices);
  }
}
