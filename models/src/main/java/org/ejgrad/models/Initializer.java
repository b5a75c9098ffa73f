// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/** Makes the first weights of a layer; {@link Initializers} has the usual ones. */
@FunctionalInterface
public interface Initializer {
  /**
   * First weights, fanIn x fanOut.
   *
   * @param fanIn number of values that enter the layer
   * @param fanOut number of values that leave it
   * @param random numbers of this layer's own
   */
  DMatrixRMaj weights(int fanIn, int fanOut, CounterRandom random);
}
