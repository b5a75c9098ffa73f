// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * All that an optimizer remembers, as names and matrices only, so it can be written to any file. A
 * training that goes on from it gives the same bits as one that was not interrupted.
 *
 * @param rules by the parameter's name, the name of the rule it goes by, {@link UpdateRule#name}
 * @param values by the names of {@link Optimizer#state}; not to be modified
 */
public record OptimizerState(Map<String, String> rules, Map<String, DMatrixRMaj> values) {
  /** Copies the maps. */
  public OptimizerState {
    rules = ImmutableMap.copyOf(requireNonNull(rules, "optimizerState, rules"));
    values = ImmutableMap.copyOf(requireNonNull(values, "optimizerState, values"));
  }
}
