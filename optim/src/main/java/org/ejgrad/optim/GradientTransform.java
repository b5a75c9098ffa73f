// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;

/**
 * Changes gradients before a rule sees them, such as clipping or a penalty. Works on all pairs of a
 * step together, because some transforms look at all of them. {@link GradientTransforms} has the
 * usual ones.
 */
@FunctionalInterface
public interface GradientTransform {
  /**
   * The same parameters in the same order, with other gradients.
   *
   * @param pairs after the transforms before this one
   * @param step the loss, if there is one, variables, and whether the step happens at all
   */
  List<ParameterGradient> apply(List<ParameterGradient> pairs, Step step);
}
